<?php

namespace MediaWiki\Extension\OnRecord;

use MediaWiki\Hook\ParserFirstCallInitHook;
use Parser;

/** Makes the tag and the parser function known. */
class ParserHooks implements ParserFirstCallInitHook {

	private QuestionBoxTag $box;
	private QuotationFunction $quotation;

	public function __construct( QuestionBoxTag $box, QuotationFunction $quotation ) {
		$this->box = $box;
		$this->quotation = $quotation;
	}

	/** @param Parser $parser */
	public function onParserFirstCallInit( $parser ): void {
		$parser->setHook( 'onrecord', [ $this->box, 'render' ] );
		$parser->setFunctionHook( 'onrecord', [ $this->quotation, 'render' ] );
	}
}
