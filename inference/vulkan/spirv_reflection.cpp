#include "inference/vulkan/spirv_reflection.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

namespace inference::vulkan {

namespace {

// Numbers of the specification's sections 3.18 to 3.49.
enum Opcode : std::uint32_t {
    OpExecutionMode = 16,
    OpCapability = 17,
    OpTypeInt = 21,
    OpTypeFloat = 22,
    OpTypeVector = 23,
    OpTypeArray = 28,
    OpTypeStruct = 30,
    OpTypePointer = 32,
    OpConstant = 43,
    OpConstantComposite = 44,
    OpSpecConstant = 50,
    OpSpecConstantComposite = 51,
    OpVariable = 59,
    OpDecorate = 71,
    OpMemberDecorate = 72,
};
enum Decoration : std::uint32_t {
    SpecId = 1,
    ArrayStride = 6,
    BuiltIn = 11,
    Binding = 33,
    DescriptorSet = 34,
    Offset = 35
};
enum StorageClass : std::uint32_t { UniformConstant = 0, Uniform = 2, PushConstant = 9, StorageBuffer = 12 };
constexpr std::uint32_t magic = 0x07230203;
constexpr std::uint32_t physical_storage_buffer = 5349;
constexpr std::uint32_t local_size_mode = 17;
constexpr std::uint32_t workgroup_size_builtin = 25;
constexpr int most_visits = 4096;  // types looked at for one size, also in depth: ends types that contain themselves

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
    std::unordered_map<std::uint32_t, std::vector<std::uint32_t>> composites;
    std::unordered_map<std::uint32_t, std::uint32_t> bindings, sets, strides, constant_ids, builtins;
    std::unordered_map<std::uint64_t, std::uint32_t> offsets;  // struct id << 32 | member
    std::vector<Variable> variables;
    std::optional<std::array<std::uint32_t, 3>> local_size;  // of the execution mode
    std::vector<std::uint32_t> capabilities;

    /// Bytes of a type; nothing when they cannot be told.
    std::optional<std::uint64_t> size_of(std::uint32_t id) const {
        int visits = most_visits;
        return size_of(id, visits);
    }

private:
    std::optional<std::uint64_t> size_of(std::uint32_t id, int& visits) const;
};

std::optional<std::uint64_t> Module::size_of(std::uint32_t id, int& visits) const {
    const auto found = types.find(id);
    if (found == types.end() || --visits < 0) return std::nullopt;
    const auto& [opcode, operands] = found->second;
    switch (opcode) {
        case OpTypeInt:
        case OpTypeFloat:
            if (operands.empty()) return std::nullopt;
            return operands[0] / 8;
        case OpTypeVector: {
            if (operands.size() < 2 || operands[1] > 4) return std::nullopt;
            const auto element = size_of(operands[0], visits);
            if (!element) return std::nullopt;
            return *element * operands[1];
        }
        case OpTypePointer:
            if (operands.empty() || operands[0] != physical_storage_buffer) return std::nullopt;
            return 8;
        case OpTypeArray: {
            const auto length = operands.size() < 2 ? constants.end() : constants.find(operands[1]);
            const auto stride = strides.find(id);
            if (length == constants.end() || stride == strides.end()) return std::nullopt;
            return std::uint64_t{length->second} * stride->second;
        }
        case OpTypeStruct: {
            std::uint64_t end = 0;
            for (std::size_t member = 0; member < operands.size(); ++member) {
                const auto offset = offsets.find(std::uint64_t{id} << 32 | member);
                const auto size = offset == offsets.end() ? std::nullopt : size_of(operands[member], visits);
                if (!size || *size > UINT32_MAX) return std::nullopt;
                end = std::max(end, offset->second + *size);
            }
            return end;
        }
        default: return std::nullopt;
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
            case OpTypeInt:
            case OpTypeFloat:
            case OpTypeVector:
            case OpTypeArray:
            case OpTypeStruct:
            case OpTypePointer:
                if (operands.empty()) return unsound("a shader's type has no id");
                module.types[operands[0]] = {opcode, {operands.begin() + 1, operands.end()}};
                break;
            case OpConstant:
            case OpSpecConstant:
                if (operands.size() >= 3) module.constants[operands[1]] = operands[2];
                break;
            case OpConstantComposite:
            case OpSpecConstantComposite:
                if (operands.size() >= 2) module.composites[operands[1]] = {operands.begin() + 2, operands.end()};
                break;
            case OpCapability:
                if (!operands.empty()) module.capabilities.push_back(operands[0]);
                break;
            case OpExecutionMode:
                if (operands.size() >= 5 && operands[1] == local_size_mode)
                    module.local_size = {operands[2], operands[3], operands[4]};
                break;
            case OpVariable:
                if (operands.size() < 3) return unsound("a shader's variable has no storage class");
                module.variables.push_back({operands[1], operands[0], operands[2]});
                break;
            case OpDecorate:
                if (operands.size() < 3) break;
                if (operands[1] == Binding) module.bindings[operands[0]] = operands[2];
                if (operands[1] == DescriptorSet) module.sets[operands[0]] = operands[2];
                if (operands[1] == SpecId) module.constant_ids[operands[0]] = operands[2];
                if (operands[1] == BuiltIn) module.builtins[operands[0]] = operands[2];
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

/// The constant that is marked as WorkgroupSize, which goes before the execution mode (section 3.21).
Result<std::array<ShaderInterface::Extent, 3>> local_size_of(const Module& module) {
    std::array<ShaderInterface::Extent, 3> size;
    for (const auto& [id, builtin] : module.builtins) {
        const auto composite = module.composites.find(id);
        if (builtin != workgroup_size_builtin || composite == module.composites.end()) continue;
        if (composite->second.size() != size.size())
            return unsound(fmt::format("a shader's workgroup size has {} numbers, not 3", composite->second.size()));
        for (std::size_t i = 0; i < size.size(); ++i) {
            const auto constant = module.constants.find(composite->second[i]);
            if (constant == module.constants.end()) return unsound("a shader's workgroup size is no constant");
            size[i].value = constant->second;
            if (const auto number = module.constant_ids.find(constant->first); number != module.constant_ids.end())
                size[i].constant_id = number->second;
        }
        return size;
    }
    if (!module.local_size) return unsound("a shader names no workgroup size");
    for (std::size_t i = 0; i < size.size(); ++i) size[i].value = (*module.local_size)[i];
    return size;
}

}  // namespace

Result<ShaderInterface> reflect(std::span<const std::uint32_t> words) {
    const auto module = parse(words);
    if (!module) return std::unexpected(module.error());
    ShaderInterface interface;
    const auto local_size = local_size_of(*module);
    if (!local_size) return std::unexpected(local_size.error());
    interface.local_size = *local_size;
    interface.capabilities = module->capabilities;
    for (const Variable& variable : module->variables) {
        if (variable.storage == PushConstant) {
            const auto pointer = module->types.find(variable.type);
            if (pointer == module->types.end() || pointer->second.operands.size() < 2)
                return unsound("a shader's push constants have no type");
            const auto bytes = module->size_of(pointer->second.operands[1]);
            if (!bytes) return unsound("a shader's push constants have no size");
            if (*bytes == 0 || *bytes > 4096)
                return unsound(fmt::format("a shader's push constants take {} bytes", *bytes));
            interface.push_constants_bytes = static_cast<std::uint32_t>(*bytes);
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
