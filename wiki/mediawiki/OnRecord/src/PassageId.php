<?php

namespace MediaWiki\Extension\OnRecord;

/** What can be the id of a passage. */
final class PassageId {

	private const MAX_BYTES = 500;

	/** Why that is no id: a message's name; null where it is one. */
	public static function fault( string $id ): ?string {
		if ( $id === '' ) {
			return 'onrecord-no-id';
		}
		if ( strlen( $id ) > self::MAX_BYTES ) {
			return 'onrecord-long-id';
		}
		// A server before the service would take a segment of dots for the way to another place of it.
		return preg_match( '#(?:\A|[/\\\\])\.+(?:\z|[/\\\\])|\p{Cc}#u', $id ) ? 'onrecord-wrong-id' : null;
	}
}
