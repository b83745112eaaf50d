#include "insight/worth.hpp"

#include <algorithm>

#include "insight/value.hpp"
#include "score/directory.hpp"

namespace touchstone {
namespace {

void require(const std::optional<double>& figure, std::string_view key,
             std::vector<std::string>& missing) {
  if (!figure) missing.emplace_back(key);
}

void add_missing(const std::vector<std::string>& more, std::vector<std::string>& missing) {
  for (const std::string& key : more)
    if (std::find(missing.begin(), missing.end(), key) == missing.end()) missing.push_back(key);
}

Amount leaving_at(const Amount& customer, const Touchpoint& touchpoint) {
  Amount result;
  require(touchpoint.volume, "volume", result.missing);
  require(touchpoint.lost_share, "lost_share", result.missing);
  add_missing(customer.missing, result.missing);
  if (result.missing.empty() && customer.value)
    result.value = *touchpoint.volume * *touchpoint.lost_share * *customer.value;
  return result;
}

Amount contacts_at(const std::optional<Economics>& economics, const Touchpoint& touchpoint) {
  Amount result;
  const auto cost = economics ? economics->cost_per_contact : std::nullopt;
  require(touchpoint.contacts, "contacts", result.missing);
  require(cost, "cost_per_contact", result.missing);
  if (result.missing.empty()) result.value = *touchpoint.contacts * *cost;
  return result;
}

AtStake stake_of(const Amount& customer, const std::optional<Economics>& economics,
                 const Touchpoint& touchpoint) {
  AtStake stake{leaving_at(customer, touchpoint), contacts_at(economics, touchpoint), {}};
  add_missing(stake.leaving.missing, stake.total.missing);
  add_missing(stake.contacts.missing, stake.total.missing);
  if (stake.leaving.value && stake.contacts.value)
    stake.total.value = *stake.leaving.value + *stake.contacts.value;
  return stake;
}

// The fix as it would be with the low or high end of its effects; none if an effect has none.
std::optional<Fix> at_end(const Fix& fix, bool high) {
  Fix result = fix;
  for (Effect& effect : result.effects) {
    if (!effect.low || !effect.high) return std::nullopt;
    effect.reduces = high ? effect.high : effect.low;
  }
  return result;
}

Amount benefit_of(const Audit& audit, const Directory& directory,
                  const std::vector<AtStake>& stakes, const Fix& fix) {
  Amount benefit;
  double sum = 0;
  bool known = true;
  for (const Reduction& each : reductions(audit, directory, fix)) {
    const Amount& stake = stakes[each.touchpoint].total;
    add_missing(stake.missing, benefit.missing);
    known = known && stake.value;
    if (stake.value) sum += *stake.value * (1 - each.keep);
  }
  if (known) benefit.value = sum;
  return benefit;
}

Amount payback_of(const Fix& fix, const Amount& benefit) {
  Amount payback;
  add_missing(benefit.missing, payback.missing);
  require(fix.cost, "cost", payback.missing);
  if (payback.missing.empty() && benefit.value && *benefit.value > 0)
    payback.value = *fix.cost / *benefit.value;
  return payback;
}

}  // namespace

Amount customer_value(const std::optional<Economics>& economics) {
  Amount result;
  const Economics known = economics.value_or(Economics{});
  require(known.margin_per_month, "margin_per_month", result.missing);
  require(known.retention_monthly, "retention_monthly", result.missing);
  require(known.discount_monthly, "discount_monthly", result.missing);
  if (!result.missing.empty()) return result;
  const double leaving = 1 + *known.discount_monthly - *known.retention_monthly;
  if (leaving > 0) result.value = *known.margin_per_month * *known.retention_monthly / leaving;
  return result;
}

AtStake at_stake(const std::optional<Economics>& economics, const Touchpoint& touchpoint) {
  return stake_of(customer_value(economics), economics, touchpoint);
}

std::vector<AtStake> at_stake(const Audit& audit) {
  const Amount customer = customer_value(audit.header.economics);
  std::vector<AtStake> stakes;
  for (const Touchpoint& touchpoint : audit.touchpoints)
    stakes.push_back(stake_of(customer, audit.header.economics, touchpoint));
  return stakes;
}

std::vector<FixWorth> fix_worths(const Audit& audit) {
  const Directory directory(audit);
  const std::vector<AtStake> stakes = at_stake(audit);
  std::vector<FixWorth> worths;
  for (const Fix& fix : audit.fixes) {
    FixWorth worth;
    worth.benefit = benefit_of(audit, directory, stakes, fix);
    if (const auto low = at_end(fix, false))
      worth.low = benefit_of(audit, directory, stakes, *low).value;
    if (const auto high = at_end(fix, true))
      worth.high = benefit_of(audit, directory, stakes, *high).value;
    worth.payback = payback_of(fix, worth.benefit);
    worths.push_back(std::move(worth));
  }
  return worths;
}

}  // namespace touchstone
