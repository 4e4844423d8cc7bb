#pragma once
#include <QStringList>

/// What a model might write, or be made to write, so that a window fetches `server` ("http://127.0.0.1:4711"), reads a
/// file or runs a script when it shows the answer. Each is to be shown as text.
inline QStringList hostileAnswers(const QString& server) {
    const QStringList html = {
        QStringLiteral("<img src=\"%1/img\">"),
        QStringLiteral("<IMG SRC=%1/unquoted>"),
        QStringLiteral("<img\nsrc='%1/lines'\n/>"),
        QStringLiteral("<img/src=%1/slash>"),
        QStringLiteral("<<img src=\"%1/twice\">>"),
        QStringLiteral("&lt;img src=\"%1/entity\"&gt;"),
        QStringLiteral("&#60;img src=%1/number&#62;"),
        QStringLiteral("&#x3c;img src=%1/hex&#x3e;"),
        QStringLiteral("&amp;lt;img src=%1/double&amp;gt;"),
        QStringLiteral("\\<img src=%1/escaped>"),
        QStringLiteral("<img alt=\"\" src=\"%1/a\" width=1 height=1 align=right>"),
        QStringLiteral("<link rel=\"stylesheet\" href=\"%1/link\">"),
        QStringLiteral("<style>@import url(\"%1/import\");</style>"),
        QStringLiteral("<style>p { background: url(%1/css) }</style><p>a</p>"),
        QStringLiteral("<table background=\"%1/table\"><tr><td background=\"%1/cell\">a</td></tr></table>"),
        QStringLiteral("<body background=\"%1/body\">"),
        QStringLiteral("<p style=\"background-image:url(%1/style)\">a</p>"),
        QStringLiteral("<ul style=\"list-style-image:url(%1/list)\"><li>a</ul>"),
        QStringLiteral("<iframe src=\"%1/iframe\"></iframe>"),
        QStringLiteral("<object data=\"%1/object\"></object><embed src=\"%1/embed\">"),
        QStringLiteral("<script src=\"%1/script\"></script>"),
        QStringLiteral("<video poster=\"%1/poster\" src=\"%1/video\"></video>"),
        QStringLiteral("<svg><image href=\"%1/svg\"/></svg>"),
        QStringLiteral("<!-- --><img src=\"%1/comment\">"),
        QStringLiteral("<![CDATA[<img src=\"%1/cdata\">]]>"),
        QStringLiteral("<?php <img src=\"%1/processing\"> ?>"),
        QStringLiteral(
            "<img src=\"file:///etc/passwd\"><img src=\"qrc:/a.png\"><img src=\"data:image/png;base64,AAAA\">"),
        QStringLiteral("\u0001l\"><img src=\"%1/mark\">"),
        QStringLiteral("<a href=\"%1/a\"><img src=\"%1/inner\"></a>"),
        QStringLiteral("\" style=\"background:url(%1/attribute)\" x=\""),
        QStringLiteral("' onmouseover='%1/event' x='"),
    };
    const QStringList markdown = {
        QStringLiteral("![a](%1/image)"),
        QStringLiteral("![a](<%1/angle> \"t\")"),
        QStringLiteral("![<img src=%1/alt>](%1/alt2)"),
        QStringLiteral("![a][r]\n[r]: %1/reference"),
        QStringLiteral("[![a](%1/nested)](%1/link)"),
        QStringLiteral("![![![a](%1/1)](%1/2)](%1/3)"),
        QStringLiteral("[a](%1/\"><img/src=%1/x>)"),
        QStringLiteral("[a](<%1/\"><img src='%1/y'>>)"),
        QStringLiteral(
            "[a](javascript:alert(1)) [b](data:text/html,<img src=%1/z>) [c](file:///etc/passwd) [d](vbscript:a)"),
        QStringLiteral("<javascript:alert(1)> <%1/auto\"><img>"),
        QStringLiteral("%1/bare?\"><img/src=%1/bare2>"),
        QStringLiteral("[a](JaVa\tScRiPt:alert(1)) [b](&#106;avascript:alert(1))"),
        QStringLiteral("**<img src=%1/strong>** *<img src=%1/em>* ~~<img src=%1/s>~~ `<img src=%1/code>`"),
        QStringLiteral("```html\n<img src=\"%1/fence\">\n</code></pre><img src='%1/out'>\n```"),
        QStringLiteral("```<img/src=%1/info>\na\n```"),
        QStringLiteral("```\"><img/src=%1/info2>\na\n```"),
        QStringLiteral("|<img src=%1/th>|![a](%1/th2)|\n|---|---|\n|<img src=%1/td>|`<img src=%1/td2>`|"),
    };
    QStringList answers;
    for (const QString& each : html + markdown) {
        const QString text =
            each.contains(QStringLiteral("%1")) ? QString(each).replace(QStringLiteral("%1"), server) : each;
        answers += text;
        answers += QStringLiteral("- ") + text;
        answers += QStringLiteral("> ") + text;
        answers += QStringLiteral("# ") + text;
        answers += QStringLiteral("    ") + text;
        answers += QStringLiteral("a|b\n---|---\n") + text;
        answers += QStringLiteral("```cpp\n") + text;
    }
    return answers;
}
