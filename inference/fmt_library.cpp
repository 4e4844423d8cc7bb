// The half of fmt that can be compiled, compiled once. Header-only, it was compiled again in each of the engine's files
// (more than half of their time, and with sanitizers four fifths); linked from the distribution, the kernel tests and
// benches would not run on another one, which has another version. What is used of fmt's templates beyond its
// functions is instantiated here; a version that needs more does not link.
#include <fmt/format-inl.h>

FMT_BEGIN_NAMESPACE
namespace detail {

template auto thousands_sep_impl<char>(locale_ref) -> thousands_sep_result<char>;
template auto decimal_point_impl<char>(locale_ref) -> char;
template void buffer<char>::append(const char*, const char*);
template void vformat_to(buffer<char>&, basic_string_view<char>, basic_format_args<FMT_BUFFER_CONTEXT(char)>,
                         locale_ref);
template auto dragonbox::to_decimal(float) noexcept -> dragonbox::decimal_fp<float>;
template auto dragonbox::to_decimal(double) noexcept -> dragonbox::decimal_fp<double>;

}  // namespace detail
FMT_END_NAMESPACE
