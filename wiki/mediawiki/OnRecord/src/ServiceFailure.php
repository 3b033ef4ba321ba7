<?php

namespace MediaWiki\Extension\OnRecord;

use Exception;

/** The service gave no answer, or one that is not its own. */
class ServiceFailure extends Exception {

	/** Statuses that would be given for any other passage too: a login, a wrong proxy, a slow line, too many requests. */
	private const OF_ALL_PASSAGES = [ 401, 407, 408, 429 ];

	/** Whether asking for another passage would fail as well. */
	public bool $isOutage;
	/** Whether there was no answer at all. */
	public bool $isSilence;
	/** The seconds for which the service wants to be left alone; 0 where it says nothing of it. */
	public int $retrySeconds;

	private function __construct( string $sentence, bool $isOutage, bool $isSilence, int $retrySeconds ) {
		parent::__construct( $sentence );
		$this->isOutage = $isOutage;
		$this->isSilence = $isSilence;
		$this->retrySeconds = $retrySeconds;
	}

	/** An answer that is not whole, or of a status other than 200; 0 is none at all. */
	public static function ofStatus( string $address, int $status, int $retrySeconds ): self {
		$isOfOnePassage = $status >= 400 && $status < 500 && !in_array( $status, self::OF_ALL_PASSAGES, true );
		$sentence = "$address gave no answer, or status $status";
		return new self( $sentence, !$isOfOnePassage, $status === 0, $retrySeconds );
	}

	/** An answer that is no passage's record. */
	public static function ofAnswer( string $address ): self {
		return new self( "$address gave something else than the passage", false, false, 0 );
	}
}
