<?php

namespace MediaWiki\Extension\OnRecord;

/** Where the service is: an http or https address, which may have a path of its own. */
final class ServiceAddress {

	private const HOST = '/\A(?:\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?)\z/';
	private const PATH = '#\A(?:/[A-Za-z0-9._\~-]+)*/?\z#';

	private string $origin;
	private string $path;

	private function __construct( string $origin, string $path ) {
		$this->origin = $origin;
		$this->path = $path;
	}

	/**
	 * The address, or null where what is configured is none.
	 *
	 * @param mixed $configured
	 */
	public static function fromConfig( $configured ): ?self {
		$parts = is_string( $configured ) ? parse_url( $configured ) : false;
		if ( $parts === false || array_diff( array_keys( $parts ), [ 'scheme', 'host', 'port', 'path' ] ) ) {
			return null;
		}
		$scheme = strtolower( $parts['scheme'] ?? '' );
		$host = $parts['host'] ?? '';
		$path = $parts['path'] ?? '';
		$isGood = in_array( $scheme, [ 'http', 'https' ], true )
			&& preg_match( self::HOST, $host ) && preg_match( self::PATH, $path );
		if ( !$isGood ) {
			return null;
		}
		$port = isset( $parts['port'] ) ? ":{$parts['port']}" : '';
		return new self( "$scheme://" . strtolower( $host ) . $port, rtrim( $path, '/' ) );
	}

	/** Scheme, host and port: what a Content Security Policy names. */
	public function origin(): string {
		return $this->origin;
	}

	/**
	 * The address of something that the service has.
	 *
	 * @param string $path begins with a slash; percent-encoded
	 * @param array<string,string> $query
	 */
	public function of( string $path, array $query = [] ): string {
		$address = $this->origin . $this->path . $path;
		return $query ? "$address?" . http_build_query( $query, '', '&', PHP_QUERY_RFC3986 ) : $address;
	}
}
