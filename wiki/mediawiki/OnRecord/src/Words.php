<?php

namespace MediaWiki\Extension\OnRecord;

use Parser;

/** The extension's messages in the language of the page. */
final class Words {

	private Parser $parser;

	public function __construct( Parser $parser ) {
		$this->parser = $parser;
	}

	/** The message as text: it must still be escaped for HTML. */
	public function of( string $message, string ...$values ): string {
		return wfMessage( $message )->plaintextParams( ...$values )
			->inLanguage( $this->parser->getTargetLanguage() )->text();
	}

	/** A day as the wiki writes days, where it is one ("2021-11-17"), else as it stands. */
	public function day( string $published ): string {
		if ( !preg_match( '/\A(\d{4})-(\d\d)-(\d\d)(?:\z|T)/', $published, $found )
			|| !checkdate( (int)$found[2], (int)$found[3], (int)$found[1] )
		) {
			return $published;
		}
		return $this->parser->getTargetLanguage()->date( "{$found[1]}{$found[2]}{$found[3]}000000", false, 'dmy' );
	}
}
