<?php

namespace MediaWiki\Extension\OnRecord;

use WeakReference;

/** How long pages wait for the service: each so many seconds in all, however many passages it asks for. */
class Patience {

	/** For less than this no request is begun. */
	private const LEAST_SECONDS = 0.05;

	private float $seconds;
	/** @var array<int,array{WeakReference,float}> the pages that have waited, each with its seconds */
	private array $spent = [];

	public function __construct( float $seconds ) {
		$this->seconds = max( 0.1, $seconds );
	}

	/** The seconds that the page may still wait; 0 where these are too few. */
	public function left( object $page ): float {
		$left = $this->seconds - $this->spentBy( $page );
		return $left < self::LEAST_SECONDS ? 0.0 : $left;
	}

	public function hasWaited( object $page ): bool {
		return $this->spentBy( $page ) > 0.0;
	}

	/**
	 * What the work gives; the page has waited for it.
	 *
	 * @param object $page
	 * @param callable $work
	 * @return mixed
	 */
	public function waiting( object $page, callable $work ) {
		$begin = hrtime( true );
		try {
			return $work();
		} finally {
			$spent = $this->spentBy( $page ) + ( hrtime( true ) - $begin ) / 1e9;
			// An object's number is given to another one after its end.
			$this->spent = array_filter( $this->spent, static function ( array $entry ): bool {
				return $entry[0]->get() !== null;
			} );
			$this->spent[spl_object_id( $page )] = [ WeakReference::create( $page ), $spent ];
		}
	}

	private function spentBy( object $page ): float {
		[ $of, $spent ] = $this->spent[spl_object_id( $page )] ?? [ null, 0.0 ];
		return $of !== null && $of->get() === $page ? $spent : 0.0;
	}
}
