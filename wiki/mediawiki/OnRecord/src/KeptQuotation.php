<?php

namespace MediaWiki\Extension\OnRecord;

/** A quotation as the service last gave it. */
final class KeptQuotation {

	public Quotation $quotation;
	/** In seconds since 1970. */
	public int $fetched;
	/** The SHA-256 of the words that the wiki had at first. */
	public string $first;

	public function __construct( Quotation $quotation, int $fetched, string $first ) {
		$this->quotation = $quotation;
		$this->fetched = $fetched;
		$this->first = $first;
	}

	/** Whether these are other words than the wiki had at first. */
	public function hasChanged(): bool {
		return $this->quotation->sha256() !== $this->first;
	}
}
