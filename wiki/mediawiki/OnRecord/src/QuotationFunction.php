<?php

namespace MediaWiki\Extension\OnRecord;

use Closure;
use Parser;

/** {{#onrecord:PASSAGE-ID}}: one fixed quotation. */
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
	 * @return array<int|string,mixed>
	 */
	public function render( Parser $parser, string $given = '' ): array {
		$id = trim( $parser->killMarkers( $given ) );
		if ( !PassageId::isOne( $id ) ) {
			return $this->refusal( $parser, 'onrecord-no-id', $id );
		}
		$passages = ( $this->makePassages )();
		if ( $passages === null ) {
			return $this->refusal( $parser, 'onrecord-no-url', $id );
		}
		$finding = $passages->find( $id, [ $parser, 'incrementExpensiveFunctionCount' ] );
		$parser->getOutput()->updateCacheExpiry( $finding->seconds );
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
