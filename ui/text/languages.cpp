#include "ui/text/languages.h"

#include <QHash>
#include <QList>
#include <QSet>
#include <QString>

namespace ui {
namespace {

constexpr qsizetype longestKeyword = 24;

const Language languages[] = {
    {.name = u"C",
     .fenceNames = u"c h",
     .keywords =
         u"#define #elif #else #endif #error #if #ifdef #ifndef #include #pragma #undef NULL auto bool break case "
         u"char const continue default do double else enum extern false float for goto if inline int long "
         u"register restrict return short signed sizeof static struct switch true typedef union unsigned void "
         u"volatile while",
     .lineComments = u"//",
     .blockComment = u"/* */",
     .quotes = u"\"",
     .wordCharacters = u"#",
     .characterLiterals = true},
    {.name = u"C++",
     .fenceNames = u"cpp c++ cc cxx hpp hxx",
     .keywords =
         u"#define #elif #else #endif #error #if #ifdef #ifndef #include #pragma #undef alignas alignof auto bool "
         u"break case catch char char16_t char32_t char8_t class co_await co_return co_yield concept const "
         u"const_cast consteval constexpr constinit continue decltype default delete do double dynamic_cast else "
         u"enum explicit export extern false final float for friend goto if import inline int long module mutable "
         u"namespace new noexcept nullptr operator override private protected public register reinterpret_cast "
         u"requires return short signed sizeof static static_assert static_cast struct switch template this "
         u"thread_local throw true try typedef typeid typename union unsigned using virtual void volatile wchar_t "
         u"while",
     .lineComments = u"//",
     .blockComment = u"/* */",
     .quotes = u"\"",
     .wordCharacters = u"#",
     .characterLiterals = true},
    {.name = u"C#",
     .fenceNames = u"csharp cs c#",
     .keywords =
         u"abstract as async await base bool break byte case catch char checked class const continue decimal default "
         u"delegate do double else enum event explicit extern false finally fixed float for foreach get goto if "
         u"implicit in init int interface internal is lock long namespace new null object operator out override "
         u"params private protected public readonly record ref return sbyte sealed set short sizeof static string "
         u"struct switch this throw true try typeof uint ulong unchecked unsafe ushort using var virtual void "
         u"volatile when where while yield",
     .lineComments = u"//",
     .blockComment = u"/* */",
     .quotes = u"\"",
     .longQuotes = u"\"\"\"",
     .characterLiterals = true},
    {.name = u"Java",
     .fenceNames = u"java",
     .keywords =
         u"abstract assert boolean break byte case catch char class const continue default do double else enum extends "
         u"false final finally float for goto if implements import instanceof int interface long native new null "
         u"package permits private protected public record return sealed short static strictfp super switch "
         u"synchronized this throw throws transient true try var void volatile while yield",
     .lineComments = u"//",
     .blockComment = u"/* */",
     .quotes = u"\"",
     .longQuotes = u"\"\"\"",
     .characterLiterals = true},
    {.name = u"Kotlin",
     .fenceNames = u"kotlin kt kts",
     .keywords =
         u"abstract as break by catch class companion const constructor continue data do else enum false final finally "
         u"for fun if import in infix init inline inner interface internal is lateinit null object open operator out "
         u"override package private protected public return sealed super suspend this throw true try typealias val "
         u"var vararg when where while",
     .lineComments = u"//",
     .blockComment = u"/* */",
     .quotes = u"\"",
     .longQuotes = u"\"\"\"",
     .characterLiterals = true},
    {.name = u"Go",
     .fenceNames = u"go golang",
     .keywords =
         u"any bool break byte case chan complex128 complex64 const continue default defer else error fallthrough "
         u"false "
         u"float32 float64 for func go goto if import int int16 int32 int64 int8 interface iota map nil package range "
         u"return rune select string struct switch true type uint uint16 uint32 uint64 uint8 uintptr var",
     .lineComments = u"//",
     .blockComment = u"/* */",
     .quotes = u"\"",
     .longQuotes = u"`",
     .characterLiterals = true},
    {.name = u"Rust",
     .fenceNames = u"rust rs",
     .keywords =
         u"Self as async await bool break char const continue crate dyn else enum extern f32 f64 false fn for i128 i16 "
         u"i32 i64 i8 if impl in isize let loop match mod move mut pub ref return self static str struct super trait "
         u"true type u128 u16 u32 u64 u8 unsafe use usize where while",
     .lineComments = u"//",
     .blockComment = u"/* */",
     .longQuotes = u"\"",
     .characterLiterals = true},
    {.name = u"Swift",
     .fenceNames = u"swift",
     .keywords =
         u"actor any as async await break case catch class continue default defer deinit do else enum extension "
         u"fallthrough false fileprivate for func guard if import in init inout internal is let mutating nil open "
         u"operator override private protocol public repeat rethrows return self Self some static struct subscript "
         u"super switch throw throws true try typealias var where while",
     .lineComments = u"//",
     .blockComment = u"/* */",
     .quotes = u"\"",
     .longQuotes = u"\"\"\""},
    {.name = u"JavaScript",
     .fenceNames = u"javascript js jsx mjs node",
     .keywords =
         u"async await break case catch class const continue debugger default delete do else export extends false "
         u"finally for from function get if import in instanceof let new null of return set static super switch this "
         u"throw true try typeof undefined var void while with yield",
     .lineComments = u"//",
     .blockComment = u"/* */",
     .quotes = u"\"'",
     .longQuotes = u"`",
     .wordCharacters = u"$"},
    {.name = u"TypeScript",
     .fenceNames = u"typescript ts tsx",
     .keywords =
         u"abstract any as async await boolean break case catch class const continue debugger declare default delete "
         u"do else enum export extends false finally for from function get if implements import in infer instanceof "
         u"interface is keyof let namespace never new null number object of private protected public readonly return "
         u"satisfies set static string super switch symbol this throw true try type typeof undefined unknown var void "
         u"while with yield",
     .lineComments = u"//",
     .blockComment = u"/* */",
     .quotes = u"\"'",
     .longQuotes = u"`",
     .wordCharacters = u"$"},
    {.name = u"Python",
     .fenceNames = u"python py python3 pycon",
     .keywords =
         u"False None True and as assert async await break case class continue def del elif else except finally for "
         u"from global if import in is lambda match nonlocal not or pass raise return self try while with yield",
     .lineComments = u"#",
     .quotes = u"\"'",
     .longQuotes = u"\"\"\" '''"},
    {.name = u"Ruby",
     .fenceNames = u"ruby rb",
     .keywords =
         u"alias and begin break case class def do else elsif end ensure false for if in module next nil not or redo "
         u"require rescue retry return self super then true undef unless until when while yield",
     .lineComments = u"#",
     .quotes = u"\"'",
     .spaceBeforeComment = true},
    {.name = u"PHP",
     .fenceNames = u"php",
     .keywords =
         u"abstract and array as break case catch class clone const continue declare default do echo else elseif empty "
         u"enum extends false final finally fn for foreach function global if implements include instanceof interface "
         u"isset match namespace new null or private protected public readonly require return static switch this "
         u"throw trait true try unset use var while yield",
     .lineComments = u"// #",
     .blockComment = u"/* */",
     .quotes = u"\"'",
     .wordCharacters = u"$"},
    {.name = u"Lua",
     .fenceNames = u"lua",
     .keywords =
         u"and break do else elseif end false for function goto if in local nil not or repeat return then true until "
         u"while",
     .lineComments = u"--",
     .blockComment = u"--[[ ]]",
     .quotes = u"\"'"},
    {.name = u"Bash",
     .fenceNames = u"bash sh shell zsh console shell-session",
     .keywords =
         u"break case continue declare do done elif else esac eval exec exit export fi for function if in local "
         u"readonly return select set shift source then trap unset until while",
     .lineComments = u"#",
     .quotes = u"\"'",
     .wordCharacters = u"-",
     .spaceBeforeComment = true},
    {.name = u"SQL",
     .fenceNames = u"sql mysql postgresql postgres sqlite plsql tsql",
     .keywords =
         u"add all alter and any as asc begin between bigint boolean by case cascade char check column commit "
         u"constraint "
         u"create cross current_date current_timestamp date decimal default delete desc distinct double drop else end "
         u"except exists explain false float for foreign from full group having if in index inner insert int integer "
         u"intersect into is join key lateral left like limit not null numeric offset on or order outer over partition "
         u"primary real references returning right rollback row rows select set table text then timestamp to "
         u"transaction trigger true union unique update using values varchar view when where window with",
     .lineComments = u"--",
     .blockComment = u"/* */",
     .quotes = u"'\"",
     .anyCase = true},
    {.name = u"HTML",
     .fenceNames = u"html htm xhtml vue svelte",
     .blockComment = u"<!-- -->",
     .quotes = u"\"'",
     .wordCharacters = u"-:.",
     .tags = true},
    {.name = u"XML",
     .fenceNames = u"xml svg xsd xslt plist ui",
     .blockComment = u"<!-- -->",
     .quotes = u"\"'",
     .wordCharacters = u"-:.",
     .tags = true},
    {.name = u"CSS",
     .fenceNames = u"css scss less",
     .keywords = u"@charset @font-face @import @keyframes @media @page @supports !important",
     .blockComment = u"/* */",
     .quotes = u"\"'",
     .wordCharacters = u"-@!",
     .functionEnd = u':'},
    {.name = u"JSON",
     .fenceNames = u"json jsonc json5 jsonl",
     .keywords = u"false null true",
     .lineComments = u"//",
     .quotes = u"\""},
    {.name = u"YAML",
     .fenceNames = u"yaml yml",
     .keywords = u"false no null off on true yes",
     .lineComments = u"#",
     .quotes = u"\"'",
     .wordCharacters = u"-.",
     .functionEnd = u':',
     .spaceBeforeComment = true},
    {.name = u"TOML",
     .fenceNames = u"toml ini cfg conf",
     .keywords = u"false true",
     .lineComments = u"# ;",
     .quotes = u"\"'",
     .longQuotes = u"\"\"\" '''",
     .wordCharacters = u"-.",
     .functionEnd = u'=',
     .spaceBeforeComment = true},
    {.name = u"CMake",
     .fenceNames = u"cmake",
     .keywords =
         u"AND COMMAND DEPENDS EXISTS FALSE INTERFACE MATCHES NOT OFF ON OR PRIVATE PUBLIC REQUIRED STREQUAL TARGET "
         u"TRUE "
         u"VERSION else elseif endforeach endfunction endif endmacro endwhile foreach function if macro return while",
     .lineComments = u"#",
     .longQuotes = u"\""},
    {.name = u"Dockerfile",
     .fenceNames = u"dockerfile docker",
     .keywords =
         u"ADD ARG AS CMD COPY ENTRYPOINT ENV EXPOSE FROM HEALTHCHECK LABEL RUN SHELL STOPSIGNAL USER VOLUME WORKDIR",
     .lineComments = u"#",
     .quotes = u"\"'",
     .wordCharacters = u"-",
     .spaceBeforeComment = true},
    {.name = u"GLSL",
     .fenceNames = u"glsl vert frag comp hlsl wgsl",
     .keywords =
         u"#define #else #endif #extension #if #ifdef #ifndef #include #version bool break buffer case coherent const "
         u"continue default discard do double else false float for if in inout int ivec2 ivec3 ivec4 layout mat2 mat3 "
         u"mat4 out precise readonly return shared struct switch true uint uniform uvec2 uvec3 uvec4 vec2 vec3 vec4 "
         u"void while writeonly",
     .lineComments = u"//",
     .blockComment = u"/* */",
     .wordCharacters = u"#"},
    {.name = u"QML",
     .fenceNames = u"qml",
     .keywords =
         u"alias bool case component const default double else false for function if import in int let list new null "
         u"on "
         u"pragma property readonly real required return signal string switch this true undefined url var while",
     .lineComments = u"//",
     .blockComment = u"/* */",
     .quotes = u"\"'",
     .longQuotes = u"`",
     .functionEnd = u':'},
};

QHash<QString, const Language*> languagesByFenceName() {
    QHash<QString, const Language*> found;
    for (const Language& language : languages)
        for (const QStringView name : language.fenceNames.split(u' ')) found.insert(name.toString(), &language);
    return found;
}

using Keywords = QHash<const Language*, QSet<QStringView>>;

Keywords keywordsByLanguage() {
    Keywords found;
    for (const Language& language : languages)
        for (const QStringView keyword : language.keywords.split(u' ')) found[&language] += keyword;
    return found;
}

}  // namespace

const Language* findLanguage(QStringView fenceName) {
    static const QHash<QString, const Language*> byName = languagesByFenceName();
    return byName.value(fenceName.toString().toLower());
}

bool isKeyword(const Language& language, QStringView word) {
    static const Keywords keywords = keywordsByLanguage();
    if (word.size() > longestKeyword) return false;
    const QSet<QStringView> known = keywords.value(&language);
    return language.anyCase ? known.contains(word.toString().toLower()) : known.contains(word);
}

}  // namespace ui
