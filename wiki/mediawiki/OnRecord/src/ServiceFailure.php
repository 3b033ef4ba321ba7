<?php

namespace MediaWiki\Extension\OnRecord;

use Exception;

/** The service gave no answer, or one that is not its own. */
class ServiceFailure extends Exception {

	/** Whether asking for another passage would fail as well. */
	public bool $isOutage;

	public function __construct( string $sentence, bool $isOutage ) {
		parent::__construct( $sentence );
		$this->isOutage = $isOutage;
	}
}
