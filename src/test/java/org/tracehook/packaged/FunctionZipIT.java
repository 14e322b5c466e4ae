package org.tracehook.packaged;

import org.junit.jupiter.api.condition.DisabledIf;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The zip for Lambda's Java runtime. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "AWS' runtime client runs on Linux only")
@DisabledIf(
        value = "org.tracehook.packaged.FunctionZip#builtIsNative",
        disabledReason = "target/function.zip is native: build the JVM's with ./mvnw verify")
class FunctionZipIT extends PackagedFunctionContract {}
