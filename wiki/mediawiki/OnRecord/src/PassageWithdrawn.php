<?php

namespace MediaWiki\Extension\OnRecord;

use Exception;

/** The service has no passage of that id, or no more. */
class PassageWithdrawn extends Exception {
}
