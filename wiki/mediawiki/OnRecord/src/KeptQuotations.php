<?php

namespace MediaWiki\Extension\OnRecord;

use BagOStuff;

/** The last good record of each passage, kept without end, and the failures of the last seconds. */
class KeptQuotations {

	private BagOStuff $stash;
	private string $service;

	public function __construct( BagOStuff $stash, ServiceAddress $service ) {
		$this->stash = $stash;
		// The same id may be another passage at another service.
		$this->service = $service->of( '' );
	}

	/** What is kept of the passage, with a pin only in these words; null where that is nothing. */
	public function get( string $id, ?Pin $pin ): ?KeptQuotation {
		$kept = $this->read( $id, $pin );
		if ( $kept !== null || $pin === null ) {
			return $kept;
		}
		$unpinned = $this->stash->get( $this->key( 'kept', $id, null ) );
		$quotation = Quotation::fromRecord( $unpinned['record'] ?? null, $id );
		if ( $quotation !== null && $pin->holds( $quotation ) ) {
			// Apart from now on: without the pin the next words would replace these.
			$this->stash->set( $this->key( 'kept', $id, $pin ), $unpinned, BagOStuff::TTL_INDEFINITE );
		}
		return $this->read( $id, $pin );
	}

	/**
	 * @param string $id
	 * @param Pin|null $pin one that holds these words
	 * @param array<string,mixed> $record
	 * @param string|null $first the SHA-256 of the words that the wiki had at first; null for these
	 */
	public function keep( string $id, ?Pin $pin, array $record, ?string $first ): void {
		$kept = array_intersect_key( $record, [ 'passage' => true, 'credits' => true ] );
		$stored = [ 'record' => $kept, 'fetched' => time(), 'first' => $first ];
		$this->stash->set( $this->key( 'kept', $id, $pin ), $stored, BagOStuff::TTL_INDEFINITE );
	}

	public function drop( string $id, ?Pin $pin ): void {
		$this->stash->delete( $this->key( 'kept', $id, null ) );
		$this->stash->delete( $this->key( 'kept', $id, $pin ) );
	}

	/**
	 * @param string|null $id null for a failure of the whole service
	 * @param Pin|null $pin null for a failure with any words
	 * @param string $message
	 * @param int $seconds 0 to forget it at once
	 */
	public function noteFailure( ?string $id, ?Pin $pin, string $message, int $seconds ): void {
		if ( $seconds > 0 ) {
			$this->stash->set( $this->key( 'failure', $id, $pin ), $message, $seconds );
		}
	}

	/** The message of a failure noted for the words, the passage or the whole service; null where there is none. */
	public function failure( string $id, ?Pin $pin ): ?string {
		return $this->stash->get( $this->key( 'failure', $id, null ) )
			?: $this->stash->get( $this->key( 'failure', $id, $pin ) )
			?: $this->stash->get( $this->key( 'failure', null, null ) ) ?: null;
	}

	private function read( string $id, ?Pin $pin ): ?KeptQuotation {
		$stored = $this->stash->get( $this->key( 'kept', $id, $pin ) );
		$quotation = Quotation::fromRecord( $stored['record'] ?? null, $id );
		if ( $quotation === null || ( $pin !== null && !$pin->holds( $quotation ) ) ) {
			return null;
		}
		return new KeptQuotation( $quotation, (int)$stored['fetched'], $stored['first'] ?? $quotation->sha256() );
	}

	private function key( string $kind, ?string $id, ?Pin $pin ): string {
		// No id has a line end in it.
		$named = implode( "\n", [ $this->service, $id ?? '', $pin->digits ?? '' ] );
		return $this->stash->makeKey( 'onrecord', $kind, sha1( $named ) );
	}
}
