<?php

namespace MediaWiki\Extension\OnRecord;

use MediaWiki\Hook\ContentSecurityPolicyDefaultSourceHook;
use MediaWiki\Hook\OutputPageParserOutputHook;
use OutputPage;
use ParserOutput;

/**
 * Lets the wiki's Content Security Policy, where it has one, allow the frame on the pages that have one.
 *
 * ParserOutput::addExtraCSPDefaultSrc() would not do: it passes over another port of the wiki's own host.
 */
class FramePolicy implements ContentSecurityPolicyDefaultSourceHook, OutputPageParserOutputHook {

	private const KEY = 'onrecord-frame-of';

	private ?string $origin = null;

	/** Note in a page that it has a frame of this service. */
	public static function note( ParserOutput $output, ServiceAddress $service ): void {
		$output->setExtensionData( self::KEY, $service->origin() );
	}

	/**
	 * @param OutputPage $outputPage
	 * @param ParserOutput $parserOutput
	 */
	public function onOutputPageParserOutput( $outputPage, $parserOutput ): void {
		$this->origin = $parserOutput->getExtensionData( self::KEY ) ?? $this->origin;
	}

	/**
	 * @param string[] &$defaultSrc
	 * @param array $policyConfig
	 * @param int $mode
	 */
	public function onContentSecurityPolicyDefaultSource( &$defaultSrc, $policyConfig, $mode ): void {
		if ( $this->origin !== null ) {
			$defaultSrc[] = $this->origin;
		}
	}
}
