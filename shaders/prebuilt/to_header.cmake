# Writes the words of a SPIR-V file (SPIRV) as the array NAME into HEADER, as glslangValidator --vn does.
file(READ ${SPIRV} bytes HEX)
string(REGEX REPLACE "(..)(..)(..)(..)" "0x\\4\\3\\2\\1,\n" words "${bytes}")
file(WRITE ${HEADER} "#pragma once\nconst uint32_t ${NAME}[] = {\n${words}};\n")
