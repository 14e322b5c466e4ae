package org.tracehook.packaged;

import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The zip for Lambda's runtime without a language, with the native executable. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "The executable is built for Linux")
@EnabledIf(
        value = "org.tracehook.packaged.FunctionZip#builtIsNative",
        disabledReason = "target/function.zip has no executable: build one with ./mvnw verify -Dnative")
class NativeFunctionIT extends PackagedFunctionContract {}
