<?php

namespace MediaWiki\Extension\OnRecord;

/** What can be the id of a passage. */
final class PassageId {

	private const MAX_BYTES = 500;

	public static function isOne( string $id ): bool {
		// A path of dots would lead to another place of the service.
		return $id !== '' && strlen( $id ) <= self::MAX_BYTES && !preg_match( '/\A\.+\z|\p{Cc}/u', $id );
	}
}
