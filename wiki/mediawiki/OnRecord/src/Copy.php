<?php

namespace MediaWiki\Extension\OnRecord;

/** A quotation as the service last gave it. */
final class Copy {

	public Quotation $quotation;
	/** In seconds since 1970. */
	public int $fetched;

	public function __construct( Quotation $quotation, int $fetched ) {
		$this->quotation = $quotation;
		$this->fetched = $fetched;
	}
}
