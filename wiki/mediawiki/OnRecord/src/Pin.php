<?php

namespace MediaWiki\Extension\OnRecord;

/** The very words that a page quotes, named by the first digits of their SHA-256 in UTF-8. */
final class Pin {

	public string $digits;

	private function __construct( string $digits ) {
		$this->digits = $digits;
	}

	/** The pin, or null where these are not at least eight hexadecimal digits. */
	public static function of( string $given ): ?self {
		return preg_match( '/\A[0-9A-Fa-f]{8,64}\z/', $given ) ? new self( strtolower( $given ) ) : null;
	}

	public function holds( Quotation $quotation ): bool {
		return strpos( $quotation->sha256(), $this->digits ) === 0;
	}
}
