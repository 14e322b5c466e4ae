package org.tracehook.agent.codereview;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShippedRulesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '§', textBlock = """
            python-print             | app.py   | print("hello")
            python-print             | app.py   | §    print(x)§
            python-print             | app.py   | print (x)
            python-print             | app.py   | if debug: print(x)
            python-print             | app.py   | x = 1; print(x)
            python-print             | app.py   | return print(x)
            python-print             | app.py   | run(lambda: print(x))
            python-print             | app.py   | [print(x) for x in y]
            python-print             | app.py   | colour = "#fff"; print(colour)
            python-print             | app.py   | name = 'don\\'t'; print(name)
            python-print             | App.PY   | print(x)
            python-print             | a/b/c.py | print(x)
            python-hardcoded-path    | app.py   | open("/app/config.json")
            python-hardcoded-path    | app.py   | HOME = '/home'
            python-hardcoded-path    | app.py   | f"/root/{name}"
            python-bare-except       | app.py   | §    except:§
            python-bare-except       | app.py   | except : pass
            python-wildcard-import   | app.py   | from os import *
            python-wildcard-import   | app.py   | from .models import*
            python-direct-index      | app.py   | first = items[0]
            python-direct-index      | app.py   | last = rows[-1]
            python-direct-index      | app.py   | a[i] = 1
            python-direct-index      | app.py   | value = row[idx]
            python-direct-index      | app.py   | value = row[ index ]
            python-direct-index      | app.py   | load()[0]
            python-direct-index      | app.py   | d["key"][0]
            java-system-out          | A.java   | System.out.println("x");
            java-system-out          | A.java   | if (debug) System.err.printf("%s", x);
            java-system-out          | A.java   | list.forEach(System.out::println);
            java-system-out          | A.java   | String url = "http://x"; System.out.print(url);
            java-system-out          | A.java   | /* here */ System.out.print(1);
            java-system-out          | A.java   | int half = x / 2; System.out.print(half);
            java-system-out          | A.java   | /* here */System.out.print(1);
            java-system-out          | A.java   | /**//* " */ System.out.print(1);
            java-system-out          | A.java   | § */ System.out.print(1);§
            java-system-out          | A.java   | §     **/System.out.print(1);§
            java-system-out          | A.java   | § * it's done. */ System.out.print(1);§
            java-system-out          | A.java   | § * as in /* this */ System.out.print(1);§
            java-system-out          | A.java   | § that // ends */"".strip(); System.out.print(1);§
            java-system-out          | A.java   | // the end */ System.out.print(1);
            java-system-out          | A.java   | //*/ System.out.print(1);
            java-hardcoded-path      | A.java   | Path.of("/home/me/x")
            java-catch-throwable     | A.java   | } catch (Throwable t) {
            java-catch-throwable     | A.java   | catch(final java.lang.Throwable t)
            java-wildcard-import     | A.java   | import java.util.*;
            java-wildcard-import     | A.java   | import static org.junit.Assert.*;
            java-wildcard-import     | A.java   | /* all */ import java.util.*;
            java-wildcard-import     | A.java   | § */ import java.util.*;§
            java-direct-index        | A.java   | int first = values[0];
            java-direct-index        | A.java   | return values[i];
            java-direct-index        | A.java   | names()[2]
            java-direct-index        | A.java   | this.cells[i][j] = 0;
            java-direct-index        | A.java   | int x = (int) values[index];
            javascript-console       | a.js     | console.log("x");
            javascript-console       | a.jsx    | §  console.error(x)§
            javascript-console       | a.mjs    | run().catch(e => console.warn(e))
            javascript-console       | a.cjs    | window.console.table(rows)
            javascript-console       | a.ts     | console?.debug(x)
            javascript-console       | a.tsx    | const url = 'https://x'; console.info(url)
            javascript-console       | a.js     | /* here */console.log(x)
            javascript-console       | a.js     | x = 1 /* here */ ;/**/console.log(x)
            javascript-console       | a.js     | § * the end */console.log(x)§
            javascript-console       | a.js     | */ console.log(x)
            javascript-console       | a.js     | x = s.replace(/'/g, ''); console.log(1)
            javascript-console       | a.js     | §  /"/.test(s); console.log(1)§
            javascript-console       | a.js     | x = !/[/'"]/.test(s) && console.log(1)
            javascript-console       | a.js     | x = {a: /\\/\\['`/}; console.log(1)
            javascript-console       | a.js     | [/a/, /'/].map(f); console.log(1)
            javascript-hardcoded-path| a.ts     | read(`/app/${name}`)
            javascript-hardcoded-path| a.ts     | read('/root')
            javascript-empty-catch   | a.ts     | try { run() } catch {}
            javascript-empty-catch   | a.ts     | } catch (e) { }
            javascript-wildcard-import | a.ts   | import * as fs from 'fs'
            javascript-wildcard-import | a.ts   | import React, * as all from 'react'
            javascript-wildcard-import | a.js   | import*as x from'x'
            javascript-direct-index  | a.ts     | const first = items[0]
            javascript-direct-index  | a.ts     | rows$[i]
            merge-marker             | any.txt  | <<<<<<< HEAD
            merge-marker             | any.txt  | >>>>>>> feature
            merge-marker             | any.txt  | >>>>>>>
            """)
    void lineBreaksTheRule(String rule, String file, String line) throws Exception {
        assertTrue(brokenBy(file, line).contains(rule));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '§', textBlock = """
            python-print             | app.py   | pprint(x)
            python-print             | app.py   | self.print(x)
            python-print             | app.py   | def print_x(self):
            python-print             | app.py   | def print(self):
            python-print             | app.py   | x = 1  # print(x)
            python-print             | app.py   | #print(x)
            python-print             | app.py   | text = "call print(x) to see"
            python-print             | app.py   | text = 'print(x)'
            python-print             | app.py   | printer(x)
            python-print             | app.py   | handler = print
            python-print             | app.txt  | print(x)
            python-print             | app.pyx  | print(x)
            python-hardcoded-path    | app.py   | open("/apple")
            python-hardcoded-path    | app.py   | open("/application/x")
            python-hardcoded-path    | app.py   | open("/rooted")
            python-hardcoded-path    | app.py   | open("data/app/x")
            python-hardcoded-path    | app.py   | x = /app/x
            python-bare-except       | app.py   | except ValueError:
            python-bare-except       | app.py   | # except:
            python-wildcard-import   | app.py   | from os import path
            python-wildcard-import   | app.py   | from os import path  # not import *
            python-wildcard-import   | app.py   | x = 3 * 4
            python-direct-index      | app.py   | def f(x: list[int]):
            python-direct-index      | app.py   | d["key"]
            python-direct-index      | app.py   | x[1:]
            python-direct-index      | app.py   | x = [0]
            python-direct-index      | app.py   | List[T]
            python-direct-index      | app.py   | row[name]
            java-system-out          | A.java   | // System.out.println(x);
            java-system-out          | A.java   | §     * System.out.println(x);§
            java-system-out          | A.java   | /* System.out.println(x); */
            java-system-out          | A.java   | // /* here */ System.out.println(x);
            java-system-out          | A.java   | § * the end */ // System.out.println(x);§
            java-system-out          | A.java   | String s = "System.out.println";
            java-system-out          | A.java   | FileSystem.out.print(1);
            java-system-out          | A.java   | System.outlet.print(1);
            java-system-out          | A.java   | log.info(System.getenv());
            java-hardcoded-path      | A.java   | Path.of("/apples")
            java-catch-throwable     | A.java   | } catch (ThrowableProblem t) {
            java-catch-throwable     | A.java   | void f() throws Throwable {
            java-wildcard-import     | A.java   | import java.util.List;
            java-wildcard-import     | A.java   | int x = a.b * c;
            java-wildcard-import     | A.java   | // import java.util.*;
            java-wildcard-import     | A.java   | § * import java.util.*;§
            java-direct-index        | A.java   | byte[] buffer = new byte[8];
            java-direct-index        | A.java   | byte[] buffer = new byte[n];
            java-direct-index        | A.java   | new java.util.List[3]
            java-direct-index        | A.java   | int[] values = {1};
            java-direct-index        | A.java   | map.get("x")
            javascript-console       | a.js     | // console.log(x)
            javascript-console       | a.js     | //console.log(x)
            javascript-console       | a.js     | § * console.log(x)§
            javascript-console       | a.js     | /* console.log(x) */
            javascript-console       | a.js     | /* here */ // console.log(x)
            javascript-console       | a.js     | myconsole.log(x)
            javascript-console       | a.js     | $console.log(x)
            javascript-console       | a.js     | help("console.log(x)")
            javascript-console       | a.js     | x = /'/g; // console.log(1)
            javascript-console       | a.js     | x = /[/]'/; /* console.log(1) */
            javascript-console       | a.js     | x = f(/a\\//, "console.log(1)")
            javascript-console       | a.js     | x = '/'; y = "console.log('/')"
            javascript-console       | a.js     | f(a, // console.log(/x/)
            javascript-console       | a.js     | x = /* ' */ 1 // console.log(')
            javascript-console       | a.json   | console.log(x)
            javascript-hardcoded-path| a.ts     | read(`/apple`)
            javascript-empty-catch   | a.ts     | } catch (e) { log(e) }
            javascript-empty-catch   | a.ts     | } catch (e) {
            javascript-empty-catch   | a.ts     | catch { /* the file may be gone */ }
            javascript-wildcard-import | a.ts   | import { a } from 'a'
            javascript-wildcard-import | a.ts   | export * as x from 'x'
            javascript-wildcard-import | a.ts   | import('x').then(y => 2 * as)
            javascript-direct-index  | a.ts     | const list: string[] = [0]
            javascript-direct-index  | a.ts     | object['key']
            merge-marker             | any.txt  | =======
            merge-marker             | any.txt  | <<<<<<<<
            merge-marker             | any.txt  | §  <<<<<<< HEAD§
            merge-marker             | any.txt  | x <<<<<<< HEAD
            """)
    void lineKeepsTheRule(String rule, String file, String line) throws Exception {
        assertFalse(brokenBy(file, line).contains(rule));
    }

    // Put together at run time, so that secret scanners have nothing to find here.
    static Stream<List<String>> secrets() {
        String rest = "a1B2".repeat(10);
        return Stream.of(
                List.of("private-key", "-----BEGIN " + "PRIVATE KEY-----"),
                List.of("private-key", "-----BEGIN RSA " + "PRIVATE KEY-----"),
                List.of("private-key", "-----BEGIN EC " + "PRIVATE KEY-----"),
                List.of("private-key", "-----BEGIN OPENSSH " + "PRIVATE KEY-----"),
                List.of("private-key", "-----BEGIN ENCRYPTED " + "PRIVATE KEY-----"),
                List.of("private-key", "key = '-----BEGIN PGP " + "PRIVATE KEY BLOCK-----'"),
                List.of("cloud-key", "AK" + "IA" + "Z9".repeat(8)),
                List.of("cloud-key", "id=AS" + "IA" + "Z9".repeat(8) + ";"),
                List.of("cloud-key", "key: AI" + "za" + "Sy_-9".repeat(7)),
                List.of("cloud-key", "Account" + "Key=" + rest + rest + "=="),
                List.of("access-token", "gh" + "p_" + rest),
                List.of("access-token", "gh" + "o_" + rest),
                List.of("access-token", "gh" + "u_" + rest),
                List.of("access-token", "gh" + "s_" + rest),
                List.of("access-token", "gh" + "r_" + rest),
                List.of("access-token", "https://github" + "_pat_" + rest + "@github.com"),
                List.of("access-token", "gl" + "pat-" + rest),
                List.of("access-token", "xo" + "xb-" + "12345-67890-abc"),
                List.of("access-token", "AT" + "ATT3" + rest),
                List.of("access-token", "np" + "m_" + rest),
                List.of("access-token", "sk" + "_live_" + rest));
    }

    @ParameterizedTest
    @MethodSource("secrets")
    void secretIsFoundInAnyFile(List<String> ruleAndLine) throws Exception {
        for (String file : List.of("app.py", "deploy/.env", "README", "ключ.txt")) {
            assertEquals(Set.of(ruleAndLine.get(0)), brokenBy(file, ruleAndLine.get(1)));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-----BEGIN PUBLIC KEY-----",
                "-----BEGIN CERTIFICATE-----",
                "AKIA",
                "AKIA_IS_THE_PREFIX_OF_A_KEY",
                "ASIAPACIFICREGIONSANDMORE",
                "AccountKey=${ACCOUNT_KEY}",
                "ghp_short",
                "npm_config_registry",
                "sk_live_"
            })
    void lineWithoutSecretBreaksNoRule(String line) throws Exception {
        assertEquals(Set.of(), brokenBy("notes.txt", line));
    }

    @ParameterizedTest
    @CsvSource({"app.py, python-line-length", "A.java, java-line-length", "a.tsx, javascript-line-length"})
    void lineOverAHundredCodePointsIsTooLong(String file, String rule) throws Exception {
        assertEquals(Set.of(), brokenBy(file, "x".repeat(100)));
        assertEquals(Set.of(), brokenBy(file, "😀".repeat(100)));
        assertEquals(Set.of(rule), brokenBy(file, "😀".repeat(101)));
        Finding finding = review(file, "x".repeat(123)).findings().get(0);
        assertEquals("Line too long (123 > 100)", finding.message());
        assertEquals(Category.STANDARDS, finding.category());
    }

    @Test
    void everyRuleHasAnIdOfItsOwn() {
        Set<String> ids = new HashSet<>();
        ShippedRules.ALL.forEach(rule -> assertTrue(ids.add(rule.id()), rule.id()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            python-print               | ARCHITECTURE | Direct print() calls not allowed; use logging
            python-hardcoded-path      | ARCHITECTURE | Hardcoded file paths detected; use environment variables
            python-bare-except         | STANDARDS    | Bare 'except:' not allowed; specify exception type
            python-wildcard-import     | STANDARDS    | Wildcard imports not allowed
            python-direct-index        | EDGE_CASE    | Direct array/list indexing detected; verify bounds
            java-system-out            | ARCHITECTURE | Direct System.out/System.err output not allowed; use a logger
            java-catch-throwable       | STANDARDS    | Catching Throwable not allowed; catch a specific exception
            java-direct-index          | EDGE_CASE    | Direct array/list indexing detected; verify bounds
            javascript-console         | ARCHITECTURE | Direct console calls not allowed; use a logger
            javascript-empty-catch     | STANDARDS    | Empty catch blocks not allowed; handle the error
            javascript-wildcard-import | STANDARDS    | Wildcard imports not allowed
            private-key                | SECURITY     | Private key detected; remove it and rotate the key
            cloud-key                  | SECURITY     | Cloud access key detected; remove it and rotate the key
            access-token               | SECURITY     | Access token detected; remove it and revoke the token
            merge-marker               | STANDARDS    | Merge conflict marker found; resolve the conflict
            """)
    void ruleSaysWhatToDo(String id, Category category, String message) {
        ReviewRule rule = ShippedRules.ALL.stream()
                .filter(shipped -> shipped.id().equals(id))
                .findFirst()
                .orElseThrow();
        assertEquals(category, rule.category());
        assertEquals(message, rule.message());
    }

    private static Set<String> brokenBy(String file, String line) throws InterruptedException {
        Set<String> rules = new HashSet<>();
        review(file, line).findings().forEach(finding -> rules.add(finding.rule()));
        return rules;
    }

    private static Review review(String file, String line) throws InterruptedException {
        return ShippedReviews.RULES.review(Map.of(file, line));
    }
}
