<?php

namespace MediaWiki\Extension\OnRecord;

use Parser;

/** A quotation as wikitext: the passage, who is credited with it, and a reference to the article. */
class QuotationWikitext {

	private string $template;

	/** @param string $template the wiki's own template to use, or '' for none */
	public function __construct( string $template = '' ) {
		$this->template = $template;
	}

	public function of( Quotation $quotation, Parser $parser ): string {
		$text = Wikitext::verbatim( $quotation->text, $parser );
		$reference = $this->reference( $quotation, new Words( $parser ) );
		// Where the wiki has Cite, the reference stands among the page's other references.
		$hasCite = in_array( 'ref', $parser->getTags(), true );
		$name = substr( md5( "$reference\n{$quotation->text}" ), 0, 12 );
		$note = $hasCite ? "<ref name=\"onrecord-$name\">$reference</ref>" : '';
		if ( $this->template !== '' ) {
			return $this->filledTemplate( $quotation, $text, new Words( $parser ) ) . ( $note ?: " ($reference)" );
		}
		$credits = implode( '<br />', array_map( static function ( string $credit ): string {
			return '— <bdi>' . Wikitext::escaped( $credit ) . '</bdi>';
		}, $quotation->credits ) );
		$below = $hasCite ? '' : "<div class=\"onrecord-reference\">$reference</div>";
		// On one line, and with its white space in its own style: so it holds in a list, in a feed and on a phone.
		return '<div class="onrecord-quotation"><blockquote><div class="onrecord-passage" dir="auto" ' .
			"style=\"white-space: pre-wrap; overflow-wrap: anywhere\">$text</div></blockquote>" .
			"<div class=\"onrecord-credits\">$credits$note</div>$below</div>";
	}

	/** Writer, linked title, publisher, day and paragraph, as far as they are known. */
	private function reference( Quotation $quotation, Words $words ): string {
		$title = self::isolated( $quotation->title );
		$address = Wikitext::address( $quotation->url );
		$paragraph = $quotation->paragraph === null ? null
			: $words->of( 'onrecord-paragraph', (string)$quotation->paragraph );
		$facts = array_map( [ self::class, 'isolated' ], array_filter( [
			$quotation->publisher, $this->day( $quotation, $words ), $paragraph
		] ) );
		$author = $quotation->author === null ? '' : self::isolated( $quotation->author ) . ': ';
		return $author . implode( ', ', [ $address === null ? $title : "[$address $title]", ...$facts ] );
	}

	private function filledTemplate( Quotation $quotation, string $text, Words $words ): string {
		$values = [
			'text' => $text,
			'author' => Wikitext::escaped( implode( '; ', $quotation->credits ) ),
			'title' => Wikitext::escaped( $quotation->title ),
			// The publisher, by the name that Wikipedia's template Blockquote has for it.
			'source' => Wikitext::escaped( $quotation->publisher ?? '' ),
			'date' => Wikitext::escaped( $this->day( $quotation, $words ) ?? '' ),
			'url' => Wikitext::address( $quotation->url ) ?? '',
		];
		$arguments = '';
		foreach ( $values as $name => $value ) {
			$arguments .= $value === '' ? '' : "|$name=$value";
		}
		return '{{' . $this->template . $arguments . '}}';
	}

	private function day( Quotation $quotation, Words $words ): ?string {
		return $quotation->published === null ? null : $words->day( $quotation->published );
	}

	/** In an element of its own, so that a right-to-left name does not turn round what stands beside it. */
	private static function isolated( string $value ): string {
		return '<bdi>' . Wikitext::escaped( $value ) . '</bdi>';
	}
}
