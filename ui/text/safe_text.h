#pragma once
#include <QString>
#include <QStringView>

namespace ui {

/// Text of a model as it may be shown: control characters (but line feed and tab) and the marks that turn the direction
/// of what follows (U+202A..E, U+2066..9: "Trojan source") become U+FFFD; lone surrogates, non-characters and U+FFFC
/// (in Qt's documents the place of an object) too.
QString harmless(QStringView text);

/// `harmless`, with & < > " and ' as entities, so that it is text in every format of Qt's items.
QString escaped(QStringView text);

/// The address, escaped for an attribute, if it may be opened by a click: http, https with a host, or mailto, at most
/// 2,048 characters. Else empty. Not opened either: a user's name before the host (http://bank.example@evil.example
/// leads to the second), and a mailto with a query (attach= takes a file along). Hosts come out in ASCII, so that
/// look-alikes show.
QString safeAddress(QStringView address);

/// The character that an entity such as `&lt;`, `&#60;` or `&#x3c;` stands for; the entity itself when it is none we
/// know.
QString decodedEntity(QStringView entity);

}  // namespace ui
