package org.tracehook.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebAddressTest {

    @ParameterizedTest
    @CsvSource({
        "https://git.example.com/a/pull/1, https://git.example.com/a.git, true",
        "https://GIT.example.com/a/pull/1, https://git.example.com/a.git, true",
        "https://evil.example/a/pull/1, https://git.example.com/a.git, false",
        "http://git.example.com/a/pull/1, https://git.example.com/a.git, false",
        "http://localhost:8070/a/pull/1, https://git.example.com/a.git, false",
        "http://127.0.0.1:8070/a/pull/1, http://127.0.0.1:9000/a.git, false",
        "http://localhost:8070/a/pull/1, target/sample-repository.git, true",
        "http://localhost:8070/a/pull/1, file:///srv/sample-repository.git, true",
        "http://localhost.evil.example/a/pull/1, target/sample-repository.git, false",
        "https://git.example.com/a/pull/1, target/sample-repository.git, false",
        "http://localhost:8070/a/pull/1, '', false",
        "http://localhost:8070/a/<b>, target/sample-repository.git, false"
    })
    void aPageIsOnTheRepositorysHost(String text, String repository, boolean isPage) {
        assertEquals(isPage, WebAddress.isPageOfHost(text, repository));
    }
}
