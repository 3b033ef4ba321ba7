<?php

namespace MediaWiki\Extension\OnRecord;

/** What there is to show of a passage, and for how long a page may show it. */
final class Finding {

	public ?Quotation $quotation;
	/** Why there is no quotation: a message's name; '' where there is one. */
	public string $message;
	public int $seconds;
	/** Whether the service has other words now than the page was written with. */
	public bool $isChanged;

	public function __construct( ?Quotation $quotation, string $message, int $seconds, bool $isChanged ) {
		$this->quotation = $quotation;
		$this->message = $message;
		// No page is cached for 0 seconds.
		$this->seconds = max( 1, $seconds );
		$this->isChanged = $isChanged;
	}
}
