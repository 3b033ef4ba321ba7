<?php

namespace MediaWiki\Extension\OnRecord;

use MediaWiki\Http\HttpRequestFactory;
use MWHttpRequest;

/** Asks the service for a passage, and takes nothing from it but that. */
class ServiceClient {

	private const MAX_BYTES = 1048576;
	private const MAX_DEPTH = 16;
	/** A service that asks for more than this is asked again all the same. */
	private const MAX_RETRY_SECONDS = 600;

	private HttpRequestFactory $requests;
	private ServiceAddress $service;

	public function __construct( HttpRequestFactory $requests, ServiceAddress $service ) {
		$this->requests = $requests;
		$this->service = $service;
	}

	/**
	 * The record of the passage, of which a Quotation can be made.
	 *
	 * @param string $id
	 * @param float $seconds more than 0; it is not waited for longer
	 * @return array<string,mixed>
	 * @throws PassageWithdrawn where the service says that it has none
	 * @throws ServiceFailure where it gives no answer, or a wrong one
	 */
	public function record( string $id, float $seconds ): array {
		$address = $this->service->of( '/api/v1/passages/' . rawurlencode( $id ) );
		// Redirects are not followed: they could lead to any host that this server reaches.
		$options = [ 'timeout' => $seconds, 'connectTimeout' => $seconds, 'followRedirects' => false ];
		$request = $this->requests->create( $address, $options + $this->service->login(), __METHOD__ );
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
		if ( !$isTooMuch && ( $status !== 200 || !$isWhole ) ) {
			throw ServiceFailure::ofStatus( $address, $status, self::retrySeconds( $request ) );
		}
		if ( $isTooMuch || !is_array( $answer ) || Quotation::fromRecord( $answer, $id ) === null ) {
			throw ServiceFailure::ofAnswer( $address );
		}
		return $answer;
	}

	/** What the answer's Retry-After asks for, as seconds or as a time. */
	private static function retrySeconds( MWHttpRequest $request ): int {
		$given = trim( $request->getResponseHeader( 'Retry-After' ) ?? '' );
		$seconds = preg_match( '/\A\d+\z/', $given ) ? (int)$given
			: ( preg_match( '/\A[A-Z][a-z]+, /', $given ) ? (int)strtotime( $given ) - time() : 0 );
		return max( 0, min( self::MAX_RETRY_SECONDS, $seconds ) );
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
