<?php
/** The parser function's name. */

$magicWords = [];

$magicWords['en'] = [
	'onrecord' => [ 0, 'onrecord' ],
];
