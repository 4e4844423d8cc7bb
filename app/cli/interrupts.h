#pragma once

namespace app::cli {

/// Makes Ctrl-C (SIGINT) something to ask for. One object at a time; the handler that was there comes back with its
/// end. A third Ctrl-C that nobody has asked about ends the program: then a driver hangs.
class Interrupts {
public:
    Interrupts();
    ~Interrupts();
    Interrupts(const Interrupts&) = delete;
    Interrupts& operator=(const Interrupts&) = delete;

    /// Whether Ctrl-C was pressed since this was last asked.
    bool pressed();
    /// To be polled: readable once it was pressed.
    int descriptor() const;
};

}  // namespace app::cli
