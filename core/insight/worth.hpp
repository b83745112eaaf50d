// What it is worth in money, from the audit's own figures only.
//
// Customer value CLV = m r / (1 + i - r): m the margin a month, r the share of customers kept a
// month, i the monthly discount (Gupta and Lehmann 2003). At stake a month at a touchpoint =
// volume x lost share x CLV + contacts x cost of a contact. A fix's benefit a month = what is at
// stake at its touchpoints x what it removes there (c e, several effects multiplied); payback =
// cost / benefit, in months. A missing figure is never zero: what cannot be computed says which
// keys of the document are missing. Amounts are in the audit's currency.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "audit/audit.hpp"

namespace touchstone {

// A figure, or the keys of the document that would have to be known for it.
struct Amount {
  std::optional<double> value;
  std::vector<std::string> missing;  // empty if there is a value, or if no value exists at all

  friend bool operator==(const Amount&, const Amount&) = default;
};

// None, with nothing missing, where 1 + i - r is not above 0: a customer who never leaves and is
// not discounted is worth more than any figure.
Amount customer_value(const std::optional<Economics>& economics);

struct AtStake {
  Amount leaving;   // a month, by customers lost here
  Amount contacts;  // a month, by contacts caused here
  Amount total;     // only where both are known
};

AtStake at_stake(const std::optional<Economics>& economics, const Touchpoint& touchpoint);

// All touchpoints, in the document's order.
std::vector<AtStake> at_stake(const Audit& audit);

struct FixWorth {
  Amount benefit;             // a month
  std::optional<double> low;  // by the effects' low and high; none where an effect has none
  std::optional<double> high;
  Amount payback;  // months; missing "cost" if that is not known; none if no benefit
};

// One per fix, in the document's order. A fix without effects has a benefit of 0. `missing` of a
// benefit names keys of its touchpoints and of the economics, each once.
std::vector<FixWorth> fix_worths(const Audit& audit);

}  // namespace touchstone
