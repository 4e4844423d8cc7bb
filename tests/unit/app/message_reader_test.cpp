#include "app/cli/message_reader.h"

#include <unistd.h>
#include <QTest>
#include <array>

using app::cli::MessageReader;
using Kind = MessageReader::Next::Kind;

class MessageReaderTest : public QObject {
    Q_OBJECT
    std::array<int, 2> input_{}, interrupt_{};

    void write(const std::string& text) const {
        QCOMPARE(::write(input_[1], text.data(), text.size()), ssize_t(text.size()));
    }
    void end() {
        close(input_[1]);
        input_[1] = -1;
    }

private slots:
    void init() {
        QCOMPARE(pipe(input_.data()), 0);
        QCOMPARE(pipe(interrupt_.data()), 0);
    }
    void cleanup() {
        for (const int descriptor : {input_[0], input_[1], interrupt_[0], interrupt_[1]})
            if (descriptor >= 0) close(descriptor);
    }

    void aMessageALine() {
        MessageReader reader(input_[0], interrupt_[0], false);
        write("one\r\n\ntwo\nthe rest");
        end();
        for (const char* text : {"one", "", "two", "the rest"}) {
            const auto next = reader.next();
            QCOMPARE(next.kind, Kind::Message);
            QCOMPARE(next.text, text);
        }
        QCOMPARE(reader.next().kind, Kind::End);
        QCOMPARE(reader.next().kind, Kind::End);
    }

    void aPasteIsOneMessage() {
        MessageReader reader(input_[0], interrupt_[0], true);
        write("one\n\n  two\n");
        const auto pasted = reader.next();
        QCOMPARE(pasted.kind, Kind::Message);
        QCOMPARE(pasted.text, "one\n\n  two");
        write("typed\n");
        QCOMPARE(reader.next().text, "typed");
        end();
        QCOMPARE(reader.next().kind, Kind::End);
    }

    void anInterruptLosesNothing() {
        MessageReader reader(input_[0], interrupt_[0], false);
        write("half ");
        QCOMPARE(::write(interrupt_[1], "x", 1), ssize_t(1));
        QCOMPARE(reader.next().kind, Kind::Interrupt);
        char mark = 0;
        QCOMPARE(::read(interrupt_[0], &mark, 1), ssize_t(1));
        write("and half\n");
        QCOMPARE(reader.next().text, "half and half");
    }
};
QTEST_GUILESS_MAIN(MessageReaderTest)
#include "message_reader_test.moc"
