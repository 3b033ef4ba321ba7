<?php

namespace MediaWiki\Extension\OnRecord;

use Psr\Log\LoggerInterface;

/** Passages by their ids: the service's, or the last good copy where the service fails. */
class Passages {

	private ServiceClient $client;
	private StoredCopies $copies;
	private LoggerInterface $logger;
	private int $cacheSeconds;
	private int $retrySeconds;

	public function __construct(
		ServiceClient $client, StoredCopies $copies, LoggerInterface $logger, int $cacheSeconds, int $retrySeconds
	) {
		$this->client = $client;
		$this->copies = $copies;
		$this->logger = $logger;
		$this->cacheSeconds = $cacheSeconds;
		$this->retrySeconds = $retrySeconds;
	}

	/**
	 * @param string $id
	 * @param callable $mayAsk called before the service is asked; says whether the page may do so again
	 */
	public function find( string $id, callable $mayAsk ): Finding {
		$copy = $this->copies->get( $id );
		$remaining = $copy === null ? 0 : $copy->fetched + $this->cacheSeconds - time();
		if ( $remaining > 0 && $remaining <= $this->cacheSeconds ) {
			return new Finding( $copy->quotation, '', $remaining );
		}
		$known = $this->copies->failure( $id );
		if ( $known !== null ) {
			return $this->without( $copy, $known );
		}
		if ( !$mayAsk() ) {
			return $this->without( $copy, 'onrecord-too-many' );
		}
		return $this->ask( $id, $copy );
	}

	private function ask( string $id, ?Copy $copy ): Finding {
		try {
			$record = $this->client->record( $id );
			$this->copies->keep( $id, $record );
			return new Finding( Quotation::fromRecord( $record, $id ), '', $this->cacheSeconds );
		} catch ( PassageWithdrawn $gone ) {
			$this->copies->drop( $id );
			$this->copies->noteFailure( $id, 'onrecord-withdrawn', $this->retrySeconds );
			return $this->without( null, 'onrecord-withdrawn' );
		} catch ( ServiceFailure $failure ) {
			$this->logger->warning( 'passage {id}: {failure}', [ 'id' => $id, 'failure' => $failure->getMessage() ] );
			$this->copies->noteFailure( $failure->isOutage ? null : $id, 'onrecord-unavailable', $this->retrySeconds );
			return $this->without( $copy, 'onrecord-unavailable' );
		}
	}

	/** The copy, however old, or the message; until the service is asked again. */
	private function without( ?Copy $copy, string $message ): Finding {
		return new Finding( $copy->quotation ?? null, $copy === null ? $message : '', $this->retrySeconds );
	}
}
