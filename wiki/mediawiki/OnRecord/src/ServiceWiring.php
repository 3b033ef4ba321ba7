<?php

use MediaWiki\Extension\OnRecord\KeptQuotations;
use MediaWiki\Extension\OnRecord\Passages;
use MediaWiki\Extension\OnRecord\Patience;
use MediaWiki\Extension\OnRecord\QuestionBoxTag;
use MediaWiki\Extension\OnRecord\QuotationFunction;
use MediaWiki\Extension\OnRecord\QuotationWikitext;
use MediaWiki\Extension\OnRecord\ServiceAddress;
use MediaWiki\Extension\OnRecord\ServiceClient;
use MediaWiki\Logger\LoggerFactory;
use MediaWiki\MediaWikiServices;

return [
	'OnRecord.Passages' => static function ( MediaWikiServices $services ): ?Passages {
		$config = $services->getMainConfig();
		$inner = $config->get( 'OnRecordServiceUrl' );
		$address = $inner ? ServiceAddress::fromConfigWithLogin( $inner )
			: ServiceAddress::fromConfig( $config->get( 'OnRecordUrl' ) );
		if ( $address === null ) {
			return null;
		}
		return new Passages(
			new ServiceClient( $services->getHttpRequestFactory(), $address ),
			// The main stash is kept in the database: it outlives the caches and restarts.
			new KeptQuotations( $services->getMainObjectStash(), $address ),
			new Patience( (float)$config->get( 'OnRecordTimeoutSeconds' ) ),
			LoggerFactory::getInstance( 'OnRecord' ),
			(int)$config->get( 'OnRecordCacheSeconds' ),
			(int)$config->get( 'OnRecordRetrySeconds' )
		);
	},

	'OnRecord.QuestionBoxTag' => static function ( MediaWikiServices $services ): QuestionBoxTag {
		return new QuestionBoxTag( ServiceAddress::fromConfig( $services->getMainConfig()->get( 'OnRecordUrl' ) ) );
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
