<?php

namespace MediaWiki\Extension\OnRecord;

use Html;
use Parser;
use PPFrame;

/** <onrecord>: the question box in a frame, and a link to it. */
class QuestionBoxTag {

	private const DEFAULT_HEIGHT = 480;
	/** As the service's own snippets have them, and frame.js. */
	private const MIN_HEIGHT = 100;
	private const MAX_HEIGHT = 4000;
	private const MAX_K = 10;
	private const THEMES = [ 'auto', 'light', 'dark' ];
	/** As many as the service takes. */
	private const MAX_TITLE_CHARS = 200;
	/** Without allow-same-origin: what runs in the frame has nothing of the service's site, let alone the wiki's. */
	private const SANDBOX = 'allow-scripts allow-forms allow-popups allow-popups-to-escape-sandbox';

	private ?ServiceAddress $service;

	public function __construct( ?ServiceAddress $service ) {
		$this->service = $service;
	}

	/**
	 * The HTML of the frame, or of an error where the service's address is not configured.
	 *
	 * @param string|null $content
	 * @param array<string,string> $attributes those that are not named here do nothing
	 * @param Parser $parser
	 * @param PPFrame $frame
	 * @return array<int|string,string>
	 */
	public function render( ?string $content, array $attributes, Parser $parser, PPFrame $frame ): array {
		$words = new Words( $parser );
		if ( $this->service === null ) {
			return self::untouched( Html::element( 'strong', [ 'class' => 'error' ], $words->of( 'onrecord-no-url' ) ) );
		}
		$output = $parser->getOutput();
		$output->addModules( [ 'ext.onRecord.frame' ] );
		$output->addModuleStyles( [ 'ext.onRecord.styles' ] );
		FramePolicy::note( $output, $this->service );
		// What another extension has put aside in the text cannot be sent to the service.
		$given = array_map( [ $parser, 'killMarkers' ], $attributes );
		$title = mb_substr( trim( $parser->killMarkers( $content ?? '' ) ), 0, self::MAX_TITLE_CHARS );
		return self::untouched( $this->box( $given, $title, $words ) );
	}

	/**
	 * @param array<string,string> $given
	 * @param string $title
	 * @param Words $words
	 */
	private function box( array $given, string $title, Words $words ): string {
		$address = $this->service->of( '/embed', self::query( $given, $title ) );
		$frame = Html::element( 'iframe', [
			'class' => 'onrecord-frame',
			'src' => $address,
			'title' => $title === '' ? $words->of( 'onrecord-frame-title' )
				: $words->of( 'onrecord-frame-title-of', $title ),
			'width' => '100%',
			'height' => self::height( $given['height'] ?? '' ),
			'sandbox' => self::SANDBOX,
			'loading' => 'lazy',
			'referrerpolicy' => 'origin',
		] );
		$link = Html::element(
			'a', [ 'class' => 'external', 'href' => $address, 'rel' => 'nofollow noopener' ], $words->of( 'onrecord-open' )
		);
		return Html::rawElement( 'div', [ 'class' => 'onrecord-box' ],
			$frame . Html::rawElement( 'div', [ 'class' => 'onrecord-link' ], $link ) );
	}

	/**
	 * @param array<string,string> $given
	 * @param string $title
	 * @return array<string,string> without what is left to the service
	 */
	private static function query( array $given, string $title ): array {
		$k = self::wholeNumber( $given['k'] ?? '' );
		$theme = strtolower( trim( $given['theme'] ?? '' ) );
		return array_filter( [
			'q' => trim( $given['question'] ?? '' ),
			'speaker' => trim( $given['speaker'] ?? '' ),
			'k' => $k === null ? '' : (string)max( 1, min( self::MAX_K, $k ) ),
			'theme' => in_array( $theme, self::THEMES, true ) ? $theme : '',
			'title' => $title,
		], static function ( string $value ): bool {
			return $value !== '';
		} );
	}

	private static function height( string $given ): int {
		$height = self::wholeNumber( $given ) ?? self::DEFAULT_HEIGHT;
		return max( self::MIN_HEIGHT, min( self::MAX_HEIGHT, $height ) );
	}

	private static function wholeNumber( string $given ): ?int {
		// A longer number is beyond every limit anyway, and might be too large for an int.
		return preg_match( '/\A\s*(-?)(\d+)\s*\z/', $given, $found ) ? (int)( $found[1] . substr( $found[2], 0, 9 ) ) : null;
	}

	/**
	 * The HTML as it is, with nothing in it taken for wikitext.
	 *
	 * @param string $html
	 * @return array<int|string,string>
	 */
	private static function untouched( string $html ): array {
		return [ $html, 'markerType' => 'nowiki' ];
	}
}
