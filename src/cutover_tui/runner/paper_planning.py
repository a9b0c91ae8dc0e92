"""What a plan holds for paper alone: what a role's card says, the forms, and whom to phone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain.plan import Contact, Form, FormField, Role

if TYPE_CHECKING:
    from cutover_tui.runner.plan_selection import Facts
    from cutover_tui.storage.checklist_files import Catalogue


def roles_of(catalogue: Catalogue) -> tuple[Role, ...]:
    """Give the roles, with what their action cards say."""
    return tuple(
        Role(
            code=role.code,
            name=role.name,
            outside=role.outside,
            job=role.job,
            answers_to=role.answers_to,
            stop_if=role.stop_if,
            least=role.least,
        )
        for role in catalogue.roles
    )


def forms_of(catalogue: Catalogue) -> tuple[Form, ...]:
    """Give the paper forms by their letters."""
    return tuple(
        Form(
            code=form.form,
            name=form.name,
            use=form.use,
            rows=form.rows,
            slips=form.slips,
            fields=tuple(FormField(label=field.label, width=field.width, lines=field.lines) for field in form.fields),
            numbered=form.numbered,
            reentry=form.reentry,
        )
        for form in sorted(catalogue.forms, key=lambda each: each.form)
    )


def contacts_of(catalogue: Catalogue, facts: Facts) -> tuple[Contact, ...]:
    """Give the organisations to phone, each once, under the first register that names it."""
    found: dict[str, Contact] = {}
    for register in catalogue.registers:
        for item in facts.items(register.id) if register.contacts else ():
            known = found.get(item.name)
            if known is None or (item.phone and not known.phone):
                kind = known.kind if known is not None else register.name
                found[item.name] = Contact(name=item.name, kind=kind, phone=item.phone)
    return tuple(found.values())
