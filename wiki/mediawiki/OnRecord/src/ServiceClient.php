<?php

namespace MediaWiki\Extension\OnRecord;

use MediaWiki\Http\HttpRequestFactory;

/** Asks the service for a passage, and takes nothing from it but that. */
class ServiceClient {

	private const MAX_BYTES = 1048576;
	private const MAX_DEPTH = 16;
	/** Others, such as too many requests, would be given for any other passage too. */
	private const STATUSES_OF_ONE_PASSAGE = [ 404, 414, 422 ];

	private HttpRequestFactory $requests;
	private ServiceAddress $service;
	private float $timeout;

	public function __construct( HttpRequestFactory $requests, ServiceAddress $service, float $timeout ) {
		$this->requests = $requests;
		$this->service = $service;
		$this->timeout = max( 0.1, $timeout );
	}

	/**
	 * The record of the passage, of which a Quotation can be made.
	 *
	 * @param string $id
	 * @return array<string,mixed>
	 * @throws PassageWithdrawn where the service says that it has none
	 * @throws ServiceFailure where it gives no answer, or a wrong one
	 */
	public function record( string $id ): array {
		$address = $this->service->of( '/api/v1/passages/' . rawurlencode( $id ) );
		// Redirects are not followed: they could lead to any host that this server reaches.
		$options = [ 'timeout' => $this->timeout, 'connectTimeout' => $this->timeout, 'followRedirects' => false ];
		$request = $this->requests->create( $address, $options, __METHOD__ );
		$body = '';
		$isTooMuch = false;
		$request->setCallback( static function ( $stream, string $bytes ) use ( &$body, &$isTooMuch ): int {
			$isTooMuch = $isTooMuch || strlen( $body ) + strlen( $bytes ) > self::MAX_BYTES;
			$body .= $isTooMuch ? '' : $bytes;
			// Fewer bytes than were given end the request.
			return $isTooMuch ? 0 : strlen( $bytes );
		} );
		$isWhole = $request->execute()->isOK();
		$status = (int)$request->getStatus();
		$answer = json_decode( $body, true, self::MAX_DEPTH );
		if ( $status === 404 && $this->isRefusal( $answer, $id ) ) {
			throw new PassageWithdrawn( "$address: no such passage" );
		}
		if ( $status !== 200 || !$isWhole ) {
			$isOfThisPassage = $isTooMuch || in_array( $status, self::STATUSES_OF_ONE_PASSAGE, true );
			throw new ServiceFailure( "$address gave no answer, or status $status", !$isOfThisPassage );
		}
		if ( !is_array( $answer ) || Quotation::fromRecord( $answer, $id ) === null ) {
			throw new ServiceFailure( "$address gave something else than the passage", false );
		}
		return $answer;
	}

	/**
	 * Whether the service itself says that it has no such passage, not a server before it or another part of it.
	 *
	 * @param mixed $answer
	 * @param string $id
	 */
	private function isRefusal( $answer, string $id ): bool {
		$detail = $answer['detail'] ?? null;
		return ( $answer['status'] ?? null ) === 404 && is_string( $detail ) && strpos( $detail, "'$id'" ) !== false;
	}
}
