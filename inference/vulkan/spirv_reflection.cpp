#include "inference/vulkan/spirv_reflection.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

namespace inference::vulkan {

namespace {

// Numbers of the specification's sections 3.18 to 3.49.
enum Opcode : std::uint32_t {
    OpTypeInt = 21, OpTypeFloat = 22, OpTypeVector = 23, OpTypeArray = 28, OpTypeStruct = 30, OpTypePointer = 32,
    OpConstant = 43, OpVariable = 59, OpDecorate = 71, OpMemberDecorate = 72,
};
enum Decoration : std::uint32_t { ArrayStride = 6, Binding = 33, DescriptorSet = 34, Offset = 35 };
enum StorageClass : std::uint32_t { UniformConstant = 0, Uniform = 2, PushConstant = 9, StorageBuffer = 12 };
constexpr std::uint32_t magic = 0x07230203;
constexpr std::uint32_t physical_storage_buffer = 5349;

struct Type {
    std::uint32_t opcode = 0;
    std::vector<std::uint32_t> operands;  // after the result id
};

struct Variable {
    std::uint32_t id, type, storage;
};

struct Module {
    std::unordered_map<std::uint32_t, Type> types;
    std::unordered_map<std::uint32_t, std::uint32_t> constants;
    std::unordered_map<std::uint32_t, std::uint32_t> bindings, sets, strides;
    std::unordered_map<std::uint64_t, std::uint32_t> offsets;  // struct id << 32 | member
    std::vector<Variable> variables;

    /// Bytes of a type, 0 when it cannot be told. `depth` bounds types that contain themselves.
    std::uint64_t size_of(std::uint32_t id, int depth) const;
};

std::uint64_t Module::size_of(std::uint32_t id, int depth) const {
    const auto found = types.find(id);
    if (found == types.end() || depth > 8) return 0;
    const auto& [opcode, operands] = found->second;
    switch (opcode) {
        case OpTypeInt:
        case OpTypeFloat: return operands.empty() ? 0 : operands[0] / 8;
        case OpTypeVector: return operands.size() < 2 ? 0 : size_of(operands[0], depth + 1) * operands[1];
        case OpTypePointer: return !operands.empty() && operands[0] == physical_storage_buffer ? 8 : 0;
        case OpTypeArray: {
            const auto length = operands.size() < 2 ? constants.end() : constants.find(operands[1]);
            const auto stride = strides.find(id);
            if (length == constants.end() || stride == strides.end()) return 0;
            return std::uint64_t{length->second} * stride->second;
        }
        case OpTypeStruct: {
            std::uint64_t end = 0;
            for (std::size_t member = 0; member < operands.size(); ++member) {
                const auto offset = offsets.find(std::uint64_t{id} << 32 | member);
                if (offset == offsets.end()) return 0;
                end = std::max(end, offset->second + size_of(operands[member], depth + 1));
            }
            return end;
        }
        default: return 0;
    }
}

std::unexpected<Error> unsound(std::string what) {
    return fail(ErrorKind::InvalidFile, std::move(what), "Build the program again: its shaders are damaged.");
}

Result<Module> parse(std::span<const std::uint32_t> words) {
    if (words.size() < 5) return unsound(fmt::format("a shader has {} words, a header needs 5", words.size()));
    if (words[0] != magic) return unsound(fmt::format("a shader begins with {:#x}, not {:#x}", words[0], magic));
    Module module;
    for (std::size_t at = 5; at < words.size();) {
        const std::uint32_t opcode = words[at] & 0xFFFF;
        const std::size_t length = words[at] >> 16;
        if (length == 0 || length > words.size() - at)
            return unsound(fmt::format("a shader's instruction at word {} has {} words, {} are left", at, length,
                                       words.size() - at));
        const auto operands = words.subspan(at + 1, length - 1);
        at += length;
        switch (opcode) {
            case OpTypeInt: case OpTypeFloat: case OpTypeVector: case OpTypeArray: case OpTypeStruct: case OpTypePointer:
                if (operands.empty()) return unsound("a shader's type has no id");
                module.types[operands[0]] = {opcode, {operands.begin() + 1, operands.end()}};
                break;
            case OpConstant:
                if (operands.size() >= 3) module.constants[operands[1]] = operands[2];
                break;
            case OpVariable:
                if (operands.size() < 3) return unsound("a shader's variable has no storage class");
                module.variables.push_back({operands[1], operands[0], operands[2]});
                break;
            case OpDecorate:
                if (operands.size() < 3) break;
                if (operands[1] == Binding) module.bindings[operands[0]] = operands[2];
                if (operands[1] == DescriptorSet) module.sets[operands[0]] = operands[2];
                if (operands[1] == ArrayStride) module.strides[operands[0]] = operands[2];
                break;
            case OpMemberDecorate:
                if (operands.size() >= 4 && operands[2] == Offset)
                    module.offsets[std::uint64_t{operands[0]} << 32 | operands[1]] = operands[3];
                break;
            default: break;
        }
    }
    return module;
}

}  // namespace

Result<ShaderInterface> reflect(std::span<const std::uint32_t> words) {
    const auto module = parse(words);
    if (!module) return std::unexpected(module.error());
    ShaderInterface interface;
    for (const Variable& variable : module->variables) {
        if (variable.storage == PushConstant) {
            const auto pointer = module->types.find(variable.type);
            if (pointer == module->types.end() || pointer->second.operands.size() < 2)
                return unsound("a shader's push constants have no type");
            const std::uint64_t bytes = module->size_of(pointer->second.operands[1], 0);
            if (bytes == 0 || bytes > 4096)
                return unsound(fmt::format("a shader's push constants take {} bytes", bytes));
            interface.push_constants_bytes = static_cast<std::uint32_t>(bytes);
            continue;
        }
        const auto binding = module->bindings.find(variable.id);
        if (binding == module->bindings.end()) continue;  // built-in or workgroup variable
        const auto set = module->sets.find(variable.id);
        if (set != module->sets.end() && set->second != 0)
            return unsound(fmt::format("a shader uses descriptor set {}, only 0 is bound", set->second));
        // SPIR-V 1.0 writes storage buffers as Uniform with BufferBlock, later versions as StorageBuffer.
        if (variable.storage != StorageBuffer)
            return unsound(fmt::format("a shader's binding {} is no storage buffer", binding->second));
        interface.bindings.push_back(binding->second);
    }
    std::ranges::sort(interface.bindings);
    const auto repeated = std::ranges::unique(interface.bindings);  // one binding may be seen as several types
    interface.bindings.erase(repeated.begin(), repeated.end());
    return interface;
}

}  // namespace inference::vulkan
