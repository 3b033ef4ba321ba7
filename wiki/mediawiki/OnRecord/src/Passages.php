<?php

namespace MediaWiki\Extension\OnRecord;

use Psr\Log\LoggerInterface;

/** Passages by their ids: the service's, or the words last kept where the service fails. */
class Passages {

	private ServiceClient $client;
	private KeptQuotations $kept;
	private Patience $patience;
	private LoggerInterface $logger;
	private int $cacheSeconds;
	private int $retrySeconds;

	public function __construct(
		ServiceClient $client, KeptQuotations $kept, Patience $patience, LoggerInterface $logger,
		int $cacheSeconds, int $retrySeconds
	) {
		$this->client = $client;
		$this->kept = $kept;
		$this->patience = $patience;
		$this->logger = $logger;
		$this->cacheSeconds = $cacheSeconds;
		$this->retrySeconds = $retrySeconds;
	}

	/**
	 * @param string $id
	 * @param Pin|null $pin the words that it must have
	 * @param object $page one and the same for all passages of a page
	 * @param callable $mayAsk called before the service is asked; says whether the page may do so again
	 */
	public function find( string $id, ?Pin $pin, object $page, callable $mayAsk ): Finding {
		$kept = $this->kept->get( $id, $pin );
		$remaining = $kept === null ? 0 : $kept->fetched + $this->cacheSeconds - time();
		$known = $this->kept->failure( $id, $pin );
		if ( $known === 'onrecord-withdrawn' ) {
			return $this->withdrawn( $id, $pin );
		}
		if ( $remaining > 0 && $remaining <= $this->cacheSeconds ) {
			return $this->shown( $kept, $pin, $remaining );
		}
		if ( $known !== null ) {
			return $this->without( $kept, $pin, $known );
		}
		if ( $this->patience->left( $page ) === 0.0 ) {
			return $this->without( $kept, $pin, 'onrecord-unavailable' );
		}
		if ( !$mayAsk() ) {
			return $this->without( $kept, $pin, 'onrecord-too-many' );
		}
		return $this->ask( $id, $pin, $kept, $page );
	}

	private function ask( string $id, ?Pin $pin, ?KeptQuotation $kept, object $page ): Finding {
		$hasWaited = $this->patience->hasWaited( $page );
		try {
			$record = $this->patience->waiting( $page, function () use ( $id, $page ): array {
				return $this->client->record( $id, $this->patience->left( $page ) );
			} );
		} catch ( PassageWithdrawn $gone ) {
			$this->kept->noteFailure( $id, null, 'onrecord-withdrawn', $this->retrySeconds );
			return $this->withdrawn( $id, $pin );
		} catch ( ServiceFailure $failure ) {
			$this->logger->warning( 'passage {id}: {failure}', [ 'id' => $id, 'failure' => $failure->getMessage() ] );
			// Where a page has little time left, a slow service is not yet one that is down.
			$isOutage = $failure->isOutage && !( $failure->isSilence && $hasWaited );
			$seconds = max( $this->retrySeconds, $failure->retrySeconds );
			$this->kept->noteFailure( $isOutage ? null : $id, null, 'onrecord-unavailable', $seconds );
			return $this->without( $kept, $pin, 'onrecord-unavailable' );
		}
		return $this->answered( $id, $pin, $kept, $record );
	}

	/**
	 * @param string $id
	 * @param Pin|null $pin
	 * @param KeptQuotation|null $kept
	 * @param array<string,mixed> $record
	 */
	private function answered( string $id, ?Pin $pin, ?KeptQuotation $kept, array $record ): Finding {
		$now = Quotation::fromRecord( $record, $id );
		$isChanged = $pin === null ? $kept !== null && $now->text !== $kept->quotation->text : !$pin->holds( $now );
		if ( $isChanged ) {
			$this->logger->warning( 'passage {id}: its words have changed', [ 'id' => $id ] );
		}
		if ( $isChanged && $pin !== null ) {
			$this->kept->noteFailure( $id, $pin, 'onrecord-changed', $this->cacheSeconds );
			return $this->without( $kept, $pin, 'onrecord-changed' );
		}
		$first = $kept->first ?? $now->sha256();
		$this->kept->keep( $id, $pin, $record, $first );
		return $this->shown( new KeptQuotation( $now, time(), $first ), $pin, $this->cacheSeconds );
	}

	private function shown( KeptQuotation $kept, ?Pin $pin, int $seconds ): Finding {
		return new Finding( $kept->quotation, '', $seconds, $pin === null && $kept->hasChanged() );
	}

	private function withdrawn( string $id, ?Pin $pin ): Finding {
		$this->kept->drop( $id, $pin );
		return $this->without( null, $pin, 'onrecord-withdrawn' );
	}

	/** What is kept, however old, or the message; until the service is asked again. */
	private function without( ?KeptQuotation $kept, ?Pin $pin, string $message ): Finding {
		$isChanged = $message === 'onrecord-changed' || ( $pin === null && $kept !== null && $kept->hasChanged() );
		return new Finding(
			$kept->quotation ?? null, $kept === null ? $message : '', $this->retrySeconds, $isChanged
		);
	}
}
