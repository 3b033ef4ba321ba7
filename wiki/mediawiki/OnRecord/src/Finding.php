<?php

namespace MediaWiki\Extension\OnRecord;

/** What there is to show of a passage, and for how long a page may show it. */
final class Finding {

	public ?Quotation $quotation;
	/** Why there is no quotation: a message's name; '' where there is one. */
	public string $message;
	public int $seconds;

	public function __construct( ?Quotation $quotation, string $message, int $seconds ) {
		$this->quotation = $quotation;
		$this->message = $message;
		// No page is cached for 0 seconds.
		$this->seconds = max( 1, $seconds );
	}
}
