<?php

namespace MediaWiki\Extension\OnRecord;

use Closure;
use Parser;
use Sanitizer;

/** {{#onrecord:PASSAGE-ID}}: one passage as the service has it; {{#onrecord:PASSAGE-ID|SHA-256}}: these very words. */
class QuotationFunction {

	private Closure $makePassages;
	private QuotationWikitext $wikitext;

	/**
	 * @param Closure $makePassages gives Passages, or null where the service's address is not configured
	 * @param QuotationWikitext $wikitext
	 */
	public function __construct( Closure $makePassages, QuotationWikitext $wikitext ) {
		$this->makePassages = $makePassages;
		$this->wikitext = $wikitext;
	}

	/**
	 * The wikitext of the quotation, or of a sentence that says why there is none.
	 *
	 * @param Parser $parser
	 * @param string $given the passage's id
	 * @param string $givenPin the first digits of the SHA-256 of its text, or nothing
	 * @return array<int|string,mixed>
	 */
	public function render( Parser $parser, string $given = '', string $givenPin = '' ): array {
		// As references, a page can have the characters that wikitext cannot, or that NFC would compose.
		$id = trim( Sanitizer::decodeCharReferences( $parser->killMarkers( $given ) ) );
		$digits = trim( $parser->killMarkers( $givenPin ) );
		$pin = Pin::of( $digits );
		$fault = PassageId::fault( $id ) ?? ( $digits !== '' && $pin === null ? 'onrecord-wrong-pin' : null );
		if ( $fault !== null ) {
			return $this->refusal( $parser, $fault, $id );
		}
		$passages = ( $this->makePassages )();
		if ( $passages === null ) {
			return $this->refusal( $parser, 'onrecord-no-url', $id );
		}
		$finding = $passages->find(
			$id, $pin, $parser->getOutput(), [ $parser, 'incrementExpensiveFunctionCount' ]
		);
		$parser->getOutput()->updateCacheExpiry( $finding->seconds );
		if ( $finding->isChanged ) {
			$parser->addTrackingCategory( 'onrecord-changed-category' );
		}
		if ( $finding->quotation === null ) {
			return $this->refusal( $parser, $finding->message, $id );
		}
		$parser->getOutput()->addModuleStyles( [ 'ext.onRecord.styles' ] );
		return [ $this->wikitext->of( $finding->quotation, $parser ), 'noparse' => false ];
	}

	/**
	 * @param Parser $parser
	 * @param string $message
	 * @param string $id
	 * @return array<int|string,mixed>
	 */
	private function refusal( Parser $parser, string $message, string $id ): array {
		$parser->addTrackingCategory( 'onrecord-tracking-category' );
		$sentence = Wikitext::escaped( ( new Words( $parser ) )->of( $message, $id ) );
		return [ "<strong class=\"error\">$sentence</strong>", 'noparse' => false ];
	}
}
