package org.tracehook.agent.codereview;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceFileTest {

    @ParameterizedTest
    @CsvSource({
        "src/app.py, src/app.py",
        "/src/app.py, src/app.py",
        "./src//app.py, src/app.py",
        "src/./x/../app.py, src/app.py",
        "../../app.py, app.py",
        "src\\app.py, src/app.py",
        "src/app.py/, src/app.py",
        "'src/app.py/.', src/app.py",
        "..., ...",
        "'', ''",
        "'/', ''",
        "'..', ''"
    })
    void pathIsWrittenPlainly(String path, String plain) {
        assertEquals(plain, SourceFile.whole(path, "").plainPath());
    }
}
