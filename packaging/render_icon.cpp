// render_icon SVG SIZE PNG: the icon at one size, for desktops that take no SVG.
#include <QGuiApplication>
#include <QImage>
#include <QPainter>
#include <QSvgRenderer>
#include <cstdio>

int main(int argc, char** argv) {
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QGuiApplication application(argc, argv);
    const QStringList words = QGuiApplication::arguments();
    if (words.size() != 4) {
        std::fprintf(stderr, "usage: render_icon SVG SIZE PNG\n");
        return 2;
    }
    QSvgRenderer svg(words[1]);
    const int size = words[2].toInt();
    if (!svg.isValid() || size < 1 || size > 4096) {
        std::fprintf(stderr, "render_icon: no icon of size %d comes of %s\n", size, qPrintable(words[1]));
        return 1;
    }
    QImage image(size, size, QImage::Format_ARGB32);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    svg.render(&painter);
    painter.end();
    return image.save(words[3], "PNG") ? 0 : 1;
}
