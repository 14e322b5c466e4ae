package org.tracehook.jira;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransitionTest {

    private static final String STATUS =
            "{'field':'status','fieldtype':'jira','from':'3','fromString':'Doing','to':'5','toString':'Done'}";
    private static final String RESOLUTION =
            "{'field':'resolution','fieldtype':'jira','from':null,'fromString':null,'to':'1','toString':'Fixed'}";
    private static final Optional<Transition> DOING_TO_DONE =
            Optional.of(new Transition(new Status("3", "Doing"), new Status("5", "Done")));

    @Test
    void aResolutionItemBeforeTheStatusItemDoesNotHideTheTransition() {
        assertEquals(DOING_TO_DONE, updated(RESOLUTION + "," + STATUS));
    }

    @Test
    void aResolutionItemAfterTheStatusItemDoesNotHideTheTransition() {
        assertEquals(DOING_TO_DONE, updated(STATUS + "," + RESOLUTION));
    }

    @Test
    void theEventTypeNameMakesNoTransition() {
        assertEquals(
                Optional.empty(),
                Fixtures.of("{'webhookEvent':'jira:issue_updated','issue_event_type_name':'issue_resolved'}")
                        .transition());
    }

    @Test
    void aTransitionCombinedWithAnEditIsOne() {
        assertEquals(
                DOING_TO_DONE,
                Fixtures.of("{'webhookEvent':'jira:issue_updated','issue_event_type_name':'issue_updated',"
                                + "'changelog':{'items':[{'field':'summary'}," + STATUS + "]}}")
                        .transition());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'field':'Status','fieldId':'status','from':null,'fromString':null,'to':'1','toString':'To Do'}",
                "{'field':'Status','fieldId':'status','from':'','fromString':'','to':'1','toString':'To Do'}",
                "{'field':'status','fieldId':'status','from':'3','fromString':'Doing','to':'1','toString':'To Do'}",
            })
    void creationAndDeletionAreNoTransitions(String item) {
        assertEquals(Optional.empty(), transition("jira:issue_created", item));
        assertEquals(Optional.empty(), transition("jira:issue_deleted", item));
    }

    @Test
    void onlyAnUpdateMayLeaveOutTheStatusBefore() {
        String item = "{'fieldId':'status','from':null,'to':'5','toString':'Done'}";

        assertEquals(
                Optional.of(new Transition(new Status(null, null), new Status("5", "Done"))),
                transition("jira:issue_updated", item));
        assertEquals(Optional.empty(), transition("jira:issue_generic", item));
        assertEquals(Optional.empty(), transition("automation:transition", item));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'fieldId':'status','fromString':'Doing','toString':'Done'}",
                "{'field':'anything','fieldId':'status','fromString':'Doing','toString':'Done'}",
                "{'field':'Status','fromString':'Doing','toString':'Done'}",
                "{'field':'STATUS','fieldId':null,'fieldtype':'jira','fromString':'Doing','toString':'Done'}",
            })
    void statusItemsAreKnownByIdOrElseByName(String item) {
        assertEquals(Optional.of(new Transition(new Status(null, "Doing"), new Status(null, "Done"))), updated(item));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'field':'Status','fieldId':'customfield_10072','fromString':'Doing','toString':'Done'}",
                "{'field':'Status','fieldtype':'custom','fromString':'Doing','toString':'Done'}",
                "{'field':'status category','fromString':'Doing','toString':'Done'}",
                "{'fromString':'Doing','toString':'Done'}",
                "{'fieldId':'status','fromString':'Doing'}",
                "{'fieldId':'status','from':'3','to':null,'toString':null}",
                "{'fieldId':'status','from':'3','to':'','toString':' '}",
                "null",
                "'status'",
                "[]",
                "7",
            })
    void otherItemsAreNoTransitions(String item) {
        assertEquals(Optional.empty(), updated(item));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'fieldId':'status','from':'10000','fromString':'To Do','to':'10000','toString':'To Do'}",
                "{'fieldId':'status','from':'10000','fromString':'To Do','to':10000,'toString':'Renamed'}",
                "{'fieldId':'status','fromString':'To Do','toString':' TO DO '}",
                "{'fieldId':'status','from':'10000','fromString':'To Do','toString':'to do'}",
            })
    void aLoopIsNoTransition(String item) {
        assertEquals(Optional.empty(), updated(item));
    }

    @Test
    void twoStatusesOfOneNameAreToldApartByTheirIds() {
        assertEquals(
                Optional.of(new Transition(new Status("1", "Review"), new Status("2", "Review"))),
                updated("{'fieldId':'status','from':1,'fromString':'Review','to':2,'toString':'Review'}"));
    }

    @Test
    void severalStatusItemsAreOneTransition() {
        String first = "{'fieldId':'status','from':'1','fromString':'A','to':'2','toString':'B'}";
        String second = "{'fieldId':'status','from':'2','fromString':'B','to':'3','toString':'C'}";
        String back = "{'fieldId':'status','from':'2','fromString':'B','to':'1','toString':'A'}";

        assertEquals(
                Optional.of(new Transition(new Status("1", "A"), new Status("3", "C"))), updated(first + "," + second));
        assertEquals(Optional.empty(), updated(first + "," + back));
    }

    @Test
    void anItemWithoutANewStatusDoesNotHideTheOthers() {
        String torn = "{'fieldId':'status','from':'9','fromString':'Torn'}";

        assertEquals(DOING_TO_DONE, updated(torn + "," + STATUS + "," + torn));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "{}", "[]", "7", "{'items':null}", "{'items':{'a':" + STATUS + "}}"})
    void aChangelogOfAnotherShapeHasNoTransition(String changelog) {
        assertEquals(
                Optional.empty(),
                Fixtures.of("{'webhookEvent':'jira:issue_updated','changelog':" + changelog + "}")
                        .transition());
    }

    private static Optional<Transition> updated(String items) {
        return transition("jira:issue_updated", items);
    }

    private static Optional<Transition> transition(String event, String items) {
        return Fixtures.of("{'webhookEvent':'" + event + "','changelog':{'items':[" + items + "]}}")
                .transition();
    }
}
