"""What a completed conference said stays as it was said: the database refuses to change its lines."""

import pgtrigger


def frozen_when_completed() -> pgtrigger.Trigger:
    """For the Meta.triggers of a line of a conference: no insert, change or deletion once it is completed.

    Reopening sets the state first; whoever goes round the services is stopped here.
    """
    return pgtrigger.Trigger(
        name="frozen_when_completed",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        declare=[("touched", "bigint")],
        func="""
            IF TG_OP = 'DELETE' THEN touched := OLD.conference_id; ELSE touched := NEW.conference_id; END IF;
            IF EXISTS (SELECT 1 FROM conferences_conference WHERE id = touched AND status = 'completed') THEN
                RAISE EXCEPTION 'conference % is completed: its lines do not change', touched
                    USING ERRCODE = 'check_violation';
            END IF;
            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
            RETURN NEW;
        """,
    )
