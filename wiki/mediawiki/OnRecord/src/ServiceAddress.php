<?php

namespace MediaWiki\Extension\OnRecord;

/** Where the service is: an http or https address, which may have a path of its own. */
final class ServiceAddress {

	private const HOST = '/\A(?:\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_])?)\z/';
	private const PATH = '#\A(?:/(?:[A-Za-z0-9._\~-]|%[0-9A-Fa-f]{2})+)*/?\z#';

	private string $origin;
	private string $path;
	/** @var string[] */
	private array $login;

	/**
	 * @param string $origin
	 * @param string $path
	 * @param string[] $login
	 */
	private function __construct( string $origin, string $path, array $login ) {
		$this->origin = $origin;
		$this->path = $path;
		$this->login = $login;
	}

	/**
	 * The address that readers may see, or null where what is configured is none.
	 *
	 * @param mixed $configured
	 */
	public static function fromConfig( $configured ): ?self {
		$address = self::fromConfigWithLogin( $configured );
		return $address === null || $address->login !== [] ? null : $address;
	}

	/**
	 * The address, which may have a name and a password in it, or null where what is configured is none.
	 *
	 * @param mixed $configured
	 */
	public static function fromConfigWithLogin( $configured ): ?self {
		// parse_url() would make underscores of control characters.
		$isText = is_string( $configured ) && !preg_match( '/[\x00-\x20\x7F]/', $configured );
		$parts = $isText ? parse_url( $configured ) : false;
		$known = [ 'scheme', 'user', 'pass', 'host', 'port', 'path' ];
		if ( $parts === false || array_diff( array_keys( $parts ), $known ) ) {
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
		$login = isset( $parts['user'] ) || isset( $parts['pass'] ) ? [
			'username' => rawurldecode( $parts['user'] ?? '' ), 'password' => rawurldecode( $parts['pass'] ?? '' )
		] : [];
		return new self( "$scheme://" . strtolower( $host ) . $port, rtrim( $path, '/' ), $login );
	}

	/**
	 * The name and the password as options of a request, or none; of() and origin() never have them.
	 *
	 * @return string[]
	 */
	public function login(): array {
		return $this->login;
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
