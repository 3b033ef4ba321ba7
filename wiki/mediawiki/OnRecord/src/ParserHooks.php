<?php

namespace MediaWiki\Extension\OnRecord;

use MediaWiki\Hook\ParserFirstCallInitHook;
use Parser;

/** Makes the tag and the parser function known. */
class ParserHooks implements ParserFirstCallInitHook {

	private ChatTag $chat;
	private QuotationFunction $quotation;

	public function __construct( ChatTag $chat, QuotationFunction $quotation ) {
		$this->chat = $chat;
		$this->quotation = $quotation;
	}

	/** @param Parser $parser */
	public function onParserFirstCallInit( $parser ): void {
		$parser->setHook( 'onrecord', [ $this->chat, 'render' ] );
		$parser->setFunctionHook( 'onrecord', [ $this->quotation, 'render' ] );
	}
}
