<?php

namespace MediaWiki\Extension\OnRecord;

/** A passage with who is credited with it and where it stands. */
final class Quotation {

	public string $text;
	/** @var string[] a line for each speaker, or one for the narrator: never empty */
	public array $credits;
	public string $title;
	public ?string $author;
	public ?string $publisher;
	public ?string $published;
	public ?string $url;
	public ?int $paragraph;

	/**
	 * @param string $text
	 * @param string[] $credits
	 * @param string $title
	 */
	private function __construct( string $text, array $credits, string $title ) {
		$this->text = $text;
		$this->credits = $credits;
		$this->title = $title;
	}

	/** In small hexadecimal digits, of the text in UTF-8. */
	public function sha256(): string {
		return hash( 'sha256', $this->text );
	}

	/**
	 * The quotation of that id, or null where the record is not the service's record of that passage.
	 *
	 * @param mixed $record what /api/v1/passages gives, decoded
	 * @param string $id
	 */
	public static function fromRecord( $record, string $id ): ?self {
		$passage = $record['passage'] ?? null;
		$article = $passage['article'] ?? null;
		$isOne = is_array( $article ) && ( $passage['id'] ?? null ) === $id && self::isText( $passage['text'] ?? null )
			&& self::areLines( $record['credits'] ?? null ) && self::isText( $article['id'] ?? null );
		$facts = [];
		foreach ( [ 'title', 'author', 'publisher', 'published', 'url' ] as $name ) {
			$facts[$name] = $article[$name] ?? null;
			$isOne = $isOne && ( $facts[$name] === null || is_string( $facts[$name] ) );
		}
		$paragraph = $passage['paragraph'] ?? null;
		if ( !$isOne || !( $paragraph === null || is_int( $paragraph ) ) ) {
			return null;
		}
		$title = self::oneLine( $facts['title'] ) ?? self::oneLine( $article['id'] ) ?? $id;
		$quotation = new self( $passage['text'], array_map( [ self::class, 'oneLine' ], $record['credits'] ), $title );
		$quotation->author = self::oneLine( $facts['author'] );
		$quotation->publisher = self::oneLine( $facts['publisher'] );
		$quotation->published = self::oneLine( $facts['published'] );
		$quotation->url = $facts['url'];
		$quotation->paragraph = $paragraph;
		return $quotation;
	}

	/** @param mixed $value */
	private static function isText( $value ): bool {
		return is_string( $value ) && trim( $value ) !== '' && strpos( $value, "\0" ) === false;
	}

	/** @param mixed $value */
	private static function areLines( $value ): bool {
		return is_array( $value ) && $value !== [] && array_values( $value ) === $value
			&& count( array_filter( $value, [ self::class, 'isLine' ] ) ) === count( $value );
	}

	/** @param mixed $value */
	private static function isLine( $value ): bool {
		return is_string( $value ) && self::oneLine( $value ) !== null;
	}

	/** The value with a blank for its line ends and control characters; null where nothing is left. */
	private static function oneLine( ?string $value ): ?string {
		$line = trim( preg_replace( '/[\p{Cc}\x{2028}\x{2029}]+/u', ' ', $value ?? '' ) );
		return $line === '' ? null : $line;
	}
}
