/** The words of the stand-in's page, in both languages of the product. */
export const pageTexts = {
  zh: {
    language: "zh-CN",
    title: "支付（本地模拟）",
    standIn: "这是本地模拟的支付页面，不是 Stripe。不会扣任何钱，也不要输入真实的卡号。",
    pay: "应付金额",
    for: "项目",
    method: "支付方式",
    methods: { card: "银行卡", alipay: "支付宝", wechat_pay: "微信支付" },
    succeed: "支付成功（测试卡 4242）",
    decline: "银行拒绝（测试卡 0002）",
    cancel: "取消，返回",
    declined: "银行拒绝了这次支付，没有扣款。可以再试一次，或换一种支付方式。",
    closedTitle: "这个支付页面已结束",
    closed: { complete: "这笔款已支付。", expired: "这个支付页面已过期或已关闭，没有扣款。" },
    back: "返回",
    missingTitle: "找不到这个支付页面",
    missing: "链接可能不完整。请回到预约页面重新打开支付。",
  },
  en: {
    language: "en",
    title: "Payment (local stand-in)",
    standIn:
      "This page stands in for Stripe on this machine. No money moves. Do not enter a real card number.",
    pay: "Amount due",
    for: "For",
    method: "Way to pay",
    methods: { card: "Card", alipay: "Alipay", wechat_pay: "WeChat Pay" },
    succeed: "Pay (test card 4242)",
    decline: "Be declined (test card 0002)",
    cancel: "Cancel and go back",
    declined: "The bank declined this payment; nothing was taken. Try again or choose another way to pay.",
    closedTitle: "This payment page is closed",
    closed: {
      complete: "This has been paid.",
      expired: "This payment page has expired or was closed. Nothing was taken.",
    },
    back: "Go back",
    missingTitle: "This payment page does not exist",
    missing: "The link may be incomplete. Go back to your booking and open the payment again.",
  },
};
export type PageTexts = (typeof pageTexts)["zh"];
