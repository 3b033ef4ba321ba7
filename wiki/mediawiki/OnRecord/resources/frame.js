/* Gives each question box the height that the page in it reports, and never less than the wiki's page gave it. */
( function () {
	'use strict';

	var MAX_HEIGHT = 4000;

	function frameOf( sender ) {
		return Array.prototype.filter.call( document.querySelectorAll( 'iframe.onrecord-frame' ), function ( frame ) {
			return frame.contentWindow === sender;
		} )[ 0 ];
	}

	function isFrom( frame, origin ) {
		// A frame whose sandbox keeps it from its own site has the origin "null".
		return origin === 'null' || origin === new URL( frame.src ).origin;
	}

	function onMessage( event ) {
		var frame = event.source ? frameOf( event.source ) : undefined,
			said = event.data;
		if (
			frame && isFrom( frame, event.origin ) && said && said.onrecord === 'height' &&
			typeof said.height === 'number' && isFinite( said.height )
		) {
			frame.style.height = Math.min( MAX_HEIGHT, Math.max( Number( frame.height ), Math.ceil( said.height ) ) ) + 'px';
		}
	}

	window.addEventListener( 'message', onMessage );
}() );
