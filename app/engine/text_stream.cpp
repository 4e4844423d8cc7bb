#include "app/engine/text_stream.h"

#include <utility>

namespace app {

std::optional<std::string> TextStream::take() {
    if (underWay_ || waiting_.empty()) return std::nullopt;
    underWay_ = true;
    return std::exchange(waiting_, {});
}

}  // namespace app
