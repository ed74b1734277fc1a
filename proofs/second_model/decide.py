"""The answer to a request whose facts are all known, as the dict that is written."""

import plan
from move import Move
from reasons import reasons

LEVELS = ("wait", "act", "never")


def resolution(levels):
    """Of a refusal: the gravest of its reasons'."""
    return max(levels, key=LEVELS.index)


def decide(catalogue, current, target, facts):
    move = Move(catalogue, current, target)
    found = [reason.render(facts) for reason in reasons(move) if reason.holds(facts)]
    if found:
        return {
            "decision": "refusal",
            "catalogue": catalogue.id,
            "resolution": resolution(reason["resolution"] for reason in found),
            "reasons": found,
        }
    told = [notice.render(facts) for notice in plan.notices(move) if notice.holds(facts)]
    return change_plan(move, plan.render_steps(move, facts), told)


def change_plan(move, steps, notices):
    gained, lost = plan.features(move)
    return {
        "decision": "change_plan",
        "catalogue": move.catalogue.id,
        "effective": plan.effective(steps),
        "from": plan.written(move.current),
        "to": plan.written(move.target),
        "steps": steps,
        "features_gained": gained,
        "features_lost": lost,
        "notices": notices,
    }
