<?php

namespace MediaWiki\Extension\OnRecord;

use Parser;
use UtfNormal\Validator;

/** Values as wikitext that shows them as they are. */
final class Wikitext {

	/**
	 * Every ASCII mark; blanks that would be dropped or given a meaning; a number after ISBN, RFC or PMID, which becomes
	 * a link; guillemets, inside which a blank becomes a no-break space.
	 */
	private const MARKUP = '/(?<!\S) | (?!\S)|[\t\n!-\/:-@\[-`{-~«»‹›]|(?<=ISB)N|(?<=RF)C|(?<=PMI)D/u';

	/** The value as text of a page or a template's argument; control characters are shown as symbols. */
	public static function escaped( string $value ): string {
		return self::references( self::controlsShown( $value ) );
	}

	/**
	 * The value, which neither the parser nor the conversion between variants of a language changes in any character
	 * but a carriage return, which MediaWiki's pages cannot hold: it is a line end.
	 *
	 * Where the parser gives back wikitext, as for "subst:", control characters are shown as symbols.
	 */
	public static function verbatim( string $value, Parser $parser ): string {
		if ( $parser->getOutputType() !== Parser::OT_HTML ) {
			return self::escaped( $value );
		}
		// The parser takes what stands for the value to be a <nowiki> of a page's.
		$marker = Parser::MARKER_PREFIX . '-onrecord-' . md5( $value ) . Parser::MARKER_SUFFIX;
		$parser->getStripState()->addNoWiki( $marker, self::references( $value ) );
		return $marker;
	}

	/** The address for an external link or a template's argument; null unless it is http or https. */
	public static function address( ?string $url ): ?string {
		$address = preg_replace_callback(
			'/[^A-Za-z0-9.:\/?#@!$&()*+,;=%_-]|(?<=_)_/',
			static function ( array $found ): string {
				return sprintf( '%%%02X', ord( $found[0] ) );
			},
			trim( str_replace( [ "\t", "\r", "\n" ], '', $url ?? '' ) )
		);
		return preg_match( '#\Ahttps?://[^/?\#]#i', $address ) ? str_replace( '&', '&amp;', $address ) : null;
	}

	private static function references( string $value ): string {
		$markup = preg_replace_callback( self::MARKUP, [ self::class, 'reference' ], self::lineEnds( $value ) );
		// A wiki stores text in Unicode's form NFC.
		return Validator::toNFC( $value ) === $value ? $markup
			: preg_replace_callback( '/[^\x00-\x{9F}\p{Cn}\p{Co}]/u', [ self::class, 'reference' ], $markup );
	}

	/** @param string[] $found */
	private static function reference( array $found ): string {
		return '&#' . mb_ord( $found[0], 'UTF-8' ) . ';';
	}

	private static function lineEnds( string $value ): string {
		return preg_replace( '/\r\n?/', "\n", $value );
	}

	private static function controlsShown( string $value ): string {
		return preg_replace_callback( '/[^\P{Cc}\t\n\r]/u', static function ( array $found ): string {
			$code = mb_ord( $found[0], 'UTF-8' );
			return $code < 0x20 ? mb_chr( 0x2400 + $code, 'UTF-8' ) : ( $code === 0x7F ? "\u{2421}" : "\u{FFFD}" );
		}, $value );
	}
}
