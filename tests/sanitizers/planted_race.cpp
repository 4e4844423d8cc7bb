#include <QCoreApplication>
#include <QMetaObject>
#include <QObject>
#include <QThread>
#include <atomic>

// A counter that two threads write without order, one of them from a slot that Qt's event queue called: the way a race
// of ours would look. The sanitizer must report it although Qt's own frames are suppressed.
namespace {
int counter = 0;
}

int main(int argc, char** argv) {
    QCoreApplication application(argc, argv);
    QThread thread;
    QObject worker;
    std::atomic<bool> ran = false;
    worker.moveToThread(&thread);
    thread.start();
    QMetaObject::invokeMethod(
        &worker,
        [&ran] {
            for (int i = 0; i < 100000; ++i) ++counter;
            ran = true;
        },
        Qt::QueuedConnection);
    for (int i = 0; i < 100000; ++i) ++counter;
    while (!ran) QThread::yieldCurrentThread();
    thread.quit();
    thread.wait();
    return 0;
}
