"""What a moderator reads of an account that speaks against a figure."""

from maillage.atlas import markup, queries, words


def contested_by_account(keys):
    """{account: (what it contests, the page of that figure)}."""
    return {
        key: (words.contesting(contest.told), _address(contest))
        for key, contest in queries.contested_by(keys).items()
    }


def _address(contest):
    """Nowhere, once the estimate that was read is gone."""
    department = contest.estimate and contest.estimate.territory
    return markup.address_of(contest.about, contest.code, department)
