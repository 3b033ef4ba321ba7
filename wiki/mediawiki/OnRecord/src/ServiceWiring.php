<?php

use MediaWiki\Extension\OnRecord\ChatTag;
use MediaWiki\Extension\OnRecord\Passages;
use MediaWiki\Extension\OnRecord\QuotationFunction;
use MediaWiki\Extension\OnRecord\QuotationWikitext;
use MediaWiki\Extension\OnRecord\ServiceAddress;
use MediaWiki\Extension\OnRecord\ServiceClient;
use MediaWiki\Extension\OnRecord\StoredCopies;
use MediaWiki\Logger\LoggerFactory;
use MediaWiki\MediaWikiServices;

return [
	'OnRecord.ChatTag' => static function ( MediaWikiServices $services ): ChatTag {
		return new ChatTag( ServiceAddress::fromConfig( $services->getMainConfig()->get( 'OnRecordUrl' ) ) );
	},

	'OnRecord.Passages' => static function ( MediaWikiServices $services ): ?Passages {
		$config = $services->getMainConfig();
		$address = ServiceAddress::fromConfig(
			$config->get( 'OnRecordServiceUrl' ) ?: $config->get( 'OnRecordUrl' )
		);
		if ( $address === null ) {
			return null;
		}
		$timeout = (float)$config->get( 'OnRecordTimeoutSeconds' );
		return new Passages(
			new ServiceClient( $services->getHttpRequestFactory(), $address, $timeout ),
			// The main stash is kept in the database: it outlives the caches and restarts.
			new StoredCopies( $services->getMainObjectStash(), $address ),
			LoggerFactory::getInstance( 'OnRecord' ),
			(int)$config->get( 'OnRecordCacheSeconds' ),
			(int)$config->get( 'OnRecordRetrySeconds' )
		);
	},

	'OnRecord.QuotationFunction' => static function ( MediaWikiServices $services ): QuotationFunction {
		return new QuotationFunction(
			static function () use ( $services ): ?Passages {
				return $services->getService( 'OnRecord.Passages' );
			},
			new QuotationWikitext( (string)$services->getMainConfig()->get( 'OnRecordQuotationTemplate' ) )
		);
	},
];
