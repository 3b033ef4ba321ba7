<?php

namespace MediaWiki\Extension\OnRecord;

use BagOStuff;

/** The last good copy of each passage, kept without end, and the failures of the last seconds. */
class StoredCopies {

	private BagOStuff $stash;
	private string $service;

	public function __construct( BagOStuff $stash, ServiceAddress $service ) {
		$this->stash = $stash;
		// The same id may be another passage at another service.
		$this->service = $service->of( '' );
	}

	public function get( string $id ): ?Copy {
		$stored = $this->stash->get( $this->key( 'copy', $id ) );
		$quotation = Quotation::fromRecord( $stored['record'] ?? null, $id );
		return $quotation === null ? null : new Copy( $quotation, (int)$stored['fetched'] );
	}

	/**
	 * @param string $id
	 * @param array<string,mixed> $record
	 */
	public function keep( string $id, array $record ): void {
		$kept = array_intersect_key( $record, [ 'passage' => true, 'credits' => true ] );
		$stored = [ 'record' => $kept, 'fetched' => time() ];
		$this->stash->set( $this->key( 'copy', $id ), $stored, BagOStuff::TTL_INDEFINITE );
	}

	public function drop( string $id ): void {
		$this->stash->delete( $this->key( 'copy', $id ) );
	}

	/**
	 * @param string|null $id null for a failure of the whole service
	 * @param string $message
	 * @param int $seconds 0 to forget it at once
	 */
	public function noteFailure( ?string $id, string $message, int $seconds ): void {
		if ( $seconds > 0 ) {
			$this->stash->set( $this->key( 'failure', $id ), $message, $seconds );
		}
	}

	/** The message of a failure that was noted for the passage or for the whole service; null where there is none. */
	public function failure( string $id ): ?string {
		return $this->stash->get( $this->key( 'failure', $id ) ) ?: $this->stash->get( $this->key( 'failure', null ) )
			?: null;
	}

	private function key( string $kind, ?string $id ): string {
		return $this->stash->makeKey( 'onrecord', $kind, sha1( $this->service . "\n" . ( $id ?? '' ) ) );
	}
}
